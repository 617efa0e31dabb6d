package io.setoff.bench.state;

import io.setoff.bench.measure.Measurement;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Steps in RocksDB, beside a file that nothing but the same rows is appended to. */
final class RocksSteps {
  private static final double LEAST = 0.5;

  /** Key and value of a row as they are stored. */
  private static final int BYTES_OF_A_ROW = 180;

  private RocksSteps() {}

  static Measurement measure(Rounds rounds, int positions, Path folder) throws IOException {
    try (PositionStore store = RocksPositionStore.open(folder.resolve("rocks"));
        FileChannel log =
            FileChannel.open(
                folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      Blocks chain = new Blocks(store, positions);
      chain.fill();
      byte[] rows = new byte[Rounds.EVENTS * BYTES_OF_A_ROW];
      double[] events =
          rounds.eventsPerSecond(
              chain,
              () -> {
                log.write(ByteBuffer.wrap(rows));
                log.force(false);
              });
      return Measurement.atLeast(
          "RocksDB commits",
          LEAST,
          "x",
          events[0] / events[1],
          "of a bare log to which the same rows are appended, a sync each: %.0f events/s, log %.0f"
              .formatted(events[0], events[1]));
    }
  }
}
