package io.setoff.bench.oracle;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Timing;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.MerkleTree;
import io.setoff.oracle.PublishedMargin;
import io.setoff.oracle.Word;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Time from the figures of many accounts to the root and every proof, and after one change. */
final class EpochTimes {
  private static final double MILLIS = 1e3;
  private static final int CHANGES = 1_000;

  private final Epoch epoch;
  private final byte[][] proofs;

  EpochTimes(int accounts) {
    Random random = new Random(accounts);
    Instant time = Instant.ofEpochSecond(1_790_000_000);
    List<Epoch.Row> rows = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      rows.add(
          new Epoch.Row(
              "0x%040x".formatted(i + 1),
              word(random, time),
              List.of(),
              new PublishedMargin(java.math.BigDecimal.ONE, List.of(), "")));
    }
    this.epoch = new Epoch(new EpochInputs(List.of()), "bench", List.of(), rows);
    this.proofs = new byte[accounts][];
  }

  private static Word word(Random random, Instant time) {
    BigInteger net = BigInteger.valueOf(random.nextInt() * 1_000L);
    return new Word(net, net.abs(), net.abs(), time, 10_000, Word.VALID);
  }

  List<Measurement> measure(Timing timing) {
    MerkleTree tree = epoch.tree();
    byte[] account = epoch.rows().getFirst().accountId().bytes();
    Random random = new Random(1);
    double all = timing.cpuSeconds(this::rootAndProofs)[0];
    double changes =
        timing
            .cpuSeconds(
                () -> {
                  for (int i = 0; i < CHANGES; i++) {
                    tree.replace(
                        random.nextInt(proofs.length),
                        account,
                        word(random, Instant.EPOCH).bytes());
                    Bytes32 root = tree.root();
                    if (root.hex().isEmpty()) {
                      throw new IllegalStateException("no root");
                    }
                  }
                })[0];
    return List.of(
        Measurement.atMost(
            "epoch",
            1,
            "s",
            all,
            "root and all proofs of " + proofs.length + " accounts, from their words, one core"),
        Measurement.atMost(
            "change",
            1,
            "ms",
            changes / CHANGES * MILLIS,
            "one changed account to the new root, one core"));
  }

  private void rootAndProofs() {
    MerkleTree tree = epoch.tree();
    for (int i = 0; i < proofs.length; i++) {
      proofs[i] = tree.packedProof(i);
    }
  }
}
