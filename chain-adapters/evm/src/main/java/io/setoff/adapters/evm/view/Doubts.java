package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Contracts whose folded rows are in doubt: a log of theirs could not be understood, their
 * implementation changed, or a comparison found another value. What tracked accounts have there is
 * then read once more, and what keeps differing is read at every block instead of folded.
 */
public final class Doubts {
  /** Comparisons that differ, each after the rows were read anew. */
  public static final int MOST_DIFFERENCES = 3;

  private static final String CONTRACTS = "doubt";
  private static final String READ = "doubt/read";
  private static final String LEFT_OUT = "doubt/left-out";

  private Doubts() {}

  /** A log of {@code contract} puts its rows in doubt. */
  public static void raise(RowEditor rows, String contract, Origin origin) {
    if (origin.height() > height(rows, contract)) {
      put(rows, contract, differences(rows, contract), origin);
    }
  }

  /** A log could not be understood: it puts its contract in doubt, and marks whom it names. */
  public static void leftOut(RowEditor rows, EvmLog log) {
    raise(rows, log.address(), log.origin());
    for (String account : log.addresses()) {
      rows.put(
          new RowKey(LEFT_OUT, account, log.address()),
          List.of(BigInteger.valueOf(log.height()), BigInteger.valueOf(log.logIndex())),
          log.origin());
    }
  }

  /**
   * The contracts of which a log that names {@code account} was left out, and where nothing was
   * read since; with the sentence that says so.
   */
  public static SortedMap<String, String> openFor(String account, Rows rows) {
    SortedMap<String, String> open = new TreeMap<>();
    rows.items(LEFT_OUT, account)
        .forEach(
            (contract, row) -> {
              long height = row.word(0).longValueExact();
              if (isDueSince(rows, contract, account, height)) {
                open.put(
                    contract,
                    "log %d of block %d, contract %s, could not be understood and is left out"
                        .formatted(row.word(1).intValueExact(), height, contract));
              }
            });
    return open;
  }

  /**
   * A comparison found another value.
   *
   * @param comparedAt height of the rows that were compared; older doubts than these count
   * @param block the rows are read anew at
   */
  public static void differs(RowEditor rows, String contract, long comparedAt, BlockRef block) {
    if (comparedAt >= height(rows, contract)) {
      put(rows, contract, differences(rows, contract) + 1, Origin.read(block));
    }
  }

  /** Whether what {@code holder} has at the contract is to be read at this block. */
  public static boolean isDue(Rows rows, String contract, String holder) {
    return isReadAlways(rows, contract) || isDueSince(rows, contract, holder, -1);
  }

  /** The same, when everything at the contract is in doubt since {@code height} at least. */
  public static boolean isDueSince(Rows rows, String contract, String holder, long height) {
    long since = Math.max(height, height(rows, contract));
    return since >= 0 && word(rows.get(readKey(contract, holder)), 0) < since;
  }

  /** Whether the contract's rows keep differing from what it answers. */
  public static boolean isReadAlways(Rows rows, String contract) {
    return differences(rows, contract) >= MOST_DIFFERENCES;
  }

  /** What the holder has at the contract was read at {@code block}. */
  public static void settle(RowEditor rows, String contract, String holder, BlockRef block) {
    rows.put(
        readKey(contract, holder), List.of(BigInteger.valueOf(block.height())), Origin.read(block));
  }

  private static void put(RowEditor rows, String contract, long differences, Origin origin) {
    rows.put(
        new RowKey(CONTRACTS, contract, ""),
        List.of(BigInteger.valueOf(origin.height()), BigInteger.valueOf(differences)),
        origin);
  }

  /** Since when; -1 when it is not in doubt. */
  private static long height(Rows rows, String contract) {
    return word(rows.get(new RowKey(CONTRACTS, contract, "")), 0);
  }

  private static long differences(Rows rows, String contract) {
    return Math.max(0, word(rows.get(new RowKey(CONTRACTS, contract, "")), 1));
  }

  private static long word(Optional<Row> row, int index) {
    return row.map(known -> known.word(index).longValueExact()).orElse(-1L);
  }

  private static RowKey readKey(String contract, String holder) {
    return new RowKey(READ, contract, holder);
  }
}
