package io.setoff.oracle;

import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Made-up epochs for tests. */
public final class Figures {
  public static final Instant TIME = Instant.ofEpochSecond(1_790_000_000);

  private Figures() {}

  /** Account number {@code i}, ascending. */
  public static String account(int i) {
    return "0x%040x".formatted(0x1000 + i);
  }

  /** A block of a branch. */
  public static Block block(long height, String branch, Instant time) {
    return new Block(height, Bytes32.keccak(branch + height), time);
  }

  public static EpochInputs inputs(String branch, Instant time) {
    return new EpochInputs(
        List.of(
            new ChainInput(
                31337, block(100, branch, time), block(36, "final", time.minusSeconds(64)))));
  }

  /** An account for each net exposure, whose gross and margin are its absolute value. */
  public static Epoch epoch(Instant time, String... nets) {
    List<Epoch.Row> rows = new ArrayList<>();
    for (String net : nets) {
      BigDecimal usd = new BigDecimal(net);
      rows.add(row(rows.size(), Word.of(usd, usd.abs(), usd.abs(), time, 10_000, Word.VALID)));
    }
    return new Epoch(inputs("main", time), "model", List.of(), rows);
  }

  public static Epoch.Row row(int account, Word word) {
    return new Epoch.Row(
        account(account), word, List.of(), new PublishedMargin(word.marginUsd(), List.of(), ""));
  }
}
