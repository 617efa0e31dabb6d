package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.kernel.spi.PriceFeed.Sequencer;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the chain itself has stood still, so that a feed's newest answer may be older than the
 * market: by the times of two blocks that follow one another, and by a feed of its sequencer.
 */
final class ChainPauses {
  private static final RowKey CLOCK = new RowKey("chainlink/clock", "chain", "");
  private static final String UPTIME = "chainlink/uptime";

  /** A price from before a standstill is doubted until a new one, or for so long after it. */
  static final Duration GRACE = Duration.ofHours(1);

  private ChainPauses() {}

  /** Remembers the block's time, and a pause before it that is longer than {@code longest}. */
  static void tick(BlockRef block, Duration longest, RowEditor rows) {
    long time = block.time().getEpochSecond();
    Optional<Row> before = rows.get(CLOCK);
    long resumed = before.map(row -> row.word(2).longValueExact()).orElse(0L);
    long stood = before.map(row -> row.word(3).longValueExact()).orElse(0L);
    if (before.isPresent() && before.get().word(0).longValueExact() == block.height() - 1) {
      long pause = time - before.get().word(1).longValueExact();
      if (pause >= longest.toSeconds()) {
        resumed = time;
        stood = pause;
      }
    }
    Readings.put(
        rows,
        CLOCK,
        List.of(
            BigInteger.valueOf(block.height()),
            BigInteger.valueOf(time),
            BigInteger.valueOf(resumed),
            BigInteger.valueOf(stood)),
        block);
  }

  /** Why a price of {@code updatedAt} may be older than the market. */
  static Optional<String> standstill(
      Instant updatedAt, Duration longest, BlockRef block, Rows rows) {
    return rows.get(CLOCK)
        .filter(row -> row.word(3).longValueExact() >= longest.toSeconds())
        .flatMap(
            row -> {
              Instant resumed = Instant.ofEpochSecond(row.word(2).longValueExact());
              boolean isOver =
                  !updatedAt.isBefore(resumed) || !block.time().isBefore(resumed.plus(GRACE));
              return isOver
                  ? Optional.empty()
                  : Optional.of(
                      "the chain stood still for "
                          + Duration.ofSeconds(row.word(3).longValueExact()).toMinutes()
                          + " minutes until "
                          + resumed
                          + ", and the feed has not been updated since");
            });
  }

  static void putUptime(
      Sequencer sequencer, Optional<AbiWords> answer, RowEditor rows, BlockRef block) {
    RowKey key = uptimeKey(sequencer);
    answer.ifPresentOrElse(
        words -> Readings.put(rows, key, List.of(words.signedWord(1), words.word(2)), block),
        () -> Readings.failed(rows, key, block));
  }

  /** Why prices are doubted for the sake of the sequencer. */
  static Optional<String> sequencer(Sequencer sequencer, BlockRef block, Rows rows) {
    Optional<Row> row = rows.get(uptimeKey(sequencer));
    if (row.isEmpty() || Readings.failedSince(rows, uptimeKey(sequencer)).isPresent()) {
      return Optional.of("the feed of the sequencer's uptime does not answer");
    }
    if (row.get().word(0).signum() != 0) {
      return Optional.of("the chain's sequencer is down");
    }
    BigInteger back = row.get().word(1);
    BigInteger trusted = back.add(BigInteger.valueOf(sequencer.grace().toSeconds()));
    BigInteger now = BigInteger.valueOf(block.time().getEpochSecond());
    return back.signum() > 0 && now.compareTo(trusted) >= 0
        ? Optional.empty()
        : Optional.of(
            "the chain's sequencer is back for less than "
                + sequencer.grace().toMinutes()
                + " minutes");
  }

  private static RowKey uptimeKey(Sequencer sequencer) {
    return new RowKey(UPTIME, sequencer.uptime(), "");
  }
}
