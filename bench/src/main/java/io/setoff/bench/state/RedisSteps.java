package io.setoff.bench.state;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.state.RedisConnection.Reply;
import io.setoff.store.PositionStore;
import io.setoff.store.RedisPositionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/** Steps on Redis, beside the same fields set by nothing but commands. */
final class RedisSteps {
  private static final double LEAST = 0.6;
  private static final double MOST_MILLIS = 5;
  private static final double MICROS = 1e3;

  /** Whatever else the machine does interrupts the server now and then. */
  private static final int LOOKS = 5;

  /** That are remembered with the time that they took. */
  private static final int CALLS = 100_000;

  private RedisSteps() {}

  static List<Measurement> measure(Rounds rounds, int positions, Path folder)
      throws IOException, InterruptedException {
    try (OwnRedis server = OwnRedis.start();
        RedisConnection raw = server.connect();
        PositionStore store = RedisPositionStore.open(server.settings(), folder.resolve("redis"))) {
      raw.ask("CONFIG SET slowlog-max-len " + CALLS);
      Blocks chain = new Blocks(store, positions);
      Call filling = longest(raw, LOOKS, _ -> chain.fill());
      RawHashes peer = RawHashes.ofTheRows(raw);
      double[] events = rounds.eventsPerSecond(chain, peer);
      Call reading = longest(raw, LOOKS, look -> read(server, folder.resolve("read" + look)));
      return List.of(
          Measurement.atLeast(
              "Redis apply",
              LEAST,
              "x",
              events[0] / events[1],
              "of raw HSET of the same rows, %d in one pipeline: %.0f events/s, raw %.0f; one connection each, log synced every second"
                  .formatted(Rounds.EVENTS, events[0], events[1])),
          Measurement.atMost(
              "longest call of the server",
              MOST_MILLIS,
              "ms",
              Math.max(filling.millis(), reading.millis()),
              "by its own clock, median of 5: a step of %d rows, %s; another process reads all of them, %s"
                  .formatted(positions, filling, reading)));
    }
  }

  private static void read(OwnRedis server, Path folder) {
    try (PositionStore follower = RedisPositionStore.follow(server.settings(), folder)) {
      follower.cursor(Blocks.CHAIN);
    }
  }

  private record Call(double millis, String command) {
    @Override
    public String toString() {
      return "%s %.2f ms".formatted(command, millis);
    }
  }

  /** The longest call while something is done: the median of several times that it is done. */
  private static Call longest(RedisConnection connection, int times, IntConsumer work)
      throws IOException {
    connection.ask("CONFIG SET slowlog-max-len " + CALLS);
    connection.ask("CONFIG SET slowlog-log-slower-than 0");
    List<Call> longest = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      connection.ask("SLOWLOG RESET");
      work.accept(time);
      longest.add(longest(connection));
    }
    connection.ask("CONFIG SET slowlog-log-slower-than -1");
    longest.sort(Comparator.comparingDouble(Call::millis));
    return longest.get(times / 2);
  }

  /** By the server's own clock, of all calls since its log of them was emptied. */
  private static Call longest(RedisConnection connection) throws IOException {
    Call longest = new Call(0, "none");
    for (Reply entry : connection.all("SLOWLOG GET " + CALLS)) {
      if (entry instanceof Reply.All call
          && call.values().get(2) instanceof Reply.Count micros
          && call.values().get(3) instanceof Reply.All words
          && words.values().getFirst() instanceof Reply.Bytes command
          && micros.value() / MICROS > longest.millis()) {
        longest = new Call(micros.value() / MICROS, command.text());
      }
    }
    return longest;
  }
}
