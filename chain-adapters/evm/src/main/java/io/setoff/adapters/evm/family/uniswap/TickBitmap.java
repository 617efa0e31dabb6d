package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.ticks.TickMath;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;

/**
 * Which ticks of a pool are initialized, 256 to a row.
 *
 * <p>Source: TickBitmap.sol of Uniswap v3 core. The search is bounded by a word there, which
 * decides where a swap is cut into steps and so how its fee is rounded; it is bounded the same way
 * here.
 */
final class TickBitmap {
  private static final BigInteger ONE = BigInteger.ONE;

  /**
   * The end of a swap's next step.
   *
   * @param tick where it ends
   * @param initialized whether liquidity changes there
   */
  record Next(int tick, boolean initialized) {}

  private final String table;

  TickBitmap(String table) {
    this.table = table;
  }

  void flip(String pool, int tick, int spacing, Origin origin, RowEditor rows) {
    int compressed = tick / spacing;
    RowKey key = key(pool, compressed >> 8);
    rows.put(key, List.of(word(key, rows).flipBit(compressed & 255)), origin);
  }

  Next next(String pool, int tick, int spacing, boolean lessOrEqual, Rows rows) {
    int compressed = Math.floorDiv(tick, spacing);
    if (lessOrEqual) {
      int bit = compressed & 255;
      BigInteger mask = ONE.shiftLeft(bit + 1).subtract(ONE);
      BigInteger masked = word(key(pool, compressed >> 8), rows).and(mask);
      boolean found = masked.signum() != 0;
      int distance = found ? bit - (masked.bitLength() - 1) : bit;
      return new Next(clamp((compressed - distance) * spacing), found);
    }
    int start = compressed + 1;
    int bit = start & 255;
    BigInteger masked = word(key(pool, start >> 8), rows).shiftRight(bit);
    boolean found = masked.signum() != 0;
    int distance = found ? masked.getLowestSetBit() : 255 - bit;
    return new Next(clamp((start + distance) * spacing), found);
  }

  private static int clamp(int tick) {
    return Math.clamp(tick, TickMath.MIN_TICK, TickMath.MAX_TICK);
  }

  private static BigInteger word(RowKey key, Rows rows) {
    return rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
  }

  private RowKey key(String pool, int word) {
    return new RowKey(table, pool, Integer.toString(word));
  }
}
