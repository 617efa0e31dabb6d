package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.model.BlockRef;
import io.setoff.store.Row;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Rates and indexes of a reserve, as of its last change.
 *
 * @param supplyRate per year, ray
 * @param variableRate per year, ray
 * @param supplyIndex ray
 * @param debtIndex ray
 * @param updated Unix seconds
 */
record Reserve(
    BigInteger supplyRate,
    BigInteger variableRate,
    BigInteger supplyIndex,
    BigInteger debtIndex,
    BigInteger updated) {

  static Reserve of(Row row) {
    return new Reserve(row.word(0), row.word(1), row.word(2), row.word(3), row.word(4));
  }

  /**
   * The words of a row, of an answer of {@code getReserveData}: configuration, supply index and
   * rate, debt index and rate, stable rate, time.
   */
  static Optional<List<BigInteger>> read(AbiWords words) {
    return Optional.of(
        new Reserve(words.word(2), words.word(4), words.word(1), words.word(3), words.word(6))
            .words());
  }

  List<BigInteger> words() {
    return List.of(supplyRate, variableRate, supplyIndex, debtIndex, updated);
  }

  /** ReserveLogic.getNormalizedIncome: what a scaled supply of one is worth at {@code block}. */
  BigInteger incomeIndex(BlockRef block) {
    long seconds = secondsSince(updated, block);
    return seconds == 0
        ? supplyIndex
        : RayMath.mul(RayMath.linearInterest(supplyRate, seconds), supplyIndex);
  }

  /** ReserveLogic.getNormalizedDebt: what a scaled variable debt of one is at {@code block}. */
  BigInteger debtIndex(BlockRef block, Compounding compounding) {
    long seconds = secondsSince(updated, block);
    return seconds == 0
        ? debtIndex
        : RayMath.mul(compounding.growth(variableRate, seconds), debtIndex);
  }

  static long secondsSince(BigInteger time, BlockRef block) {
    return block.time().getEpochSecond() - time.longValueExact();
  }
}
