package io.setoff.bench.indexing;

import io.grpc.stub.StreamObserver;
import io.setoff.bench.Measurement;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * From a block to the changed answer: the time between the call that mines a block, which pays a
 * watched account, and the change on a gRPC stream of the packaged gateway.
 */
final class HeadLatency {
  private static final int WARM_UP = 30;
  private static final int BLOCKS = 200;
  private static final int PEER_WARM_UP = 10;
  private static final int PEER_BLOCKS = 60;
  private static final int EVENTS_PER_BLOCK = 40;

  /** Blocks before the first that is timed: more than a peer takes for final. */
  private static final int HISTORY = 100;

  /** Not a multiple of the poll interval, so that blocks come at any time between two looks. */
  private static final long BETWEEN_MILLIS = 237;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final double MOST_P50_MILLIS = 25;
  private static final double MOST_P99_MILLIS = 150;
  private static final double PART_OF_PEER = 5;
  private static final String ACCOUNT = "0x00000000000000000000000000000000000b0b00";

  private final Path home;
  private final Path folder;
  private final List<Path> peers;

  /**
   * Nothing measured yet.
   *
   * @param peers of which the last, the newest, is measured too
   */
  HeadLatency(Path home, Path folder, List<Path> peers) {
    this.home = home;
    this.folder = folder;
    this.peers = peers;
  }

  /** Milliseconds, in order. */
  private record Latencies(List<Double> sorted) {
    double percentile(int percent) {
      return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", percentile(50), percentile(99));
    }
  }

  List<Measurement> measure(Consumer<String> progress) throws IOException, InterruptedException {
    List<Measurement> measured = new ArrayList<>();
    try (Anvil anvil = Anvil.start(home)) {
      progress.accept("head latency");
      String poll = "poll_interval: %dms".formatted(POLL.toMillis());
      String socket = "ws: [\"ws://127.0.0.1:%d\"], ".formatted(anvil.url().getPort());
      Latencies announced = gateway(folder.resolve("ws"), anvil, socket + poll);
      Latencies polled = gateway(folder.resolve("poll"), anvil, poll);
      String text =
          "newHeads, %d blocks; by polling every %d ms: %s"
              .formatted(BLOCKS, POLL.toMillis(), polled);
      measured.add(
          Measurement.atMost(
              "head latency, p50", MOST_P50_MILLIS, "ms", announced.percentile(50), text));
      measured.add(
          Measurement.atMost(
              "head latency, p99", MOST_P99_MILLIS, "ms", announced.percentile(99), text));
      if (!peers.isEmpty()) {
        Path peer = peers.getLast();
        progress.accept("head latency of " + peer.getFileName());
        Latencies theirs = peer(peer, anvil);
        measured.add(
            Measurement.atMost(
                "head latency, a fifth of " + peer.getFileName(),
                theirs.percentile(50) / PART_OF_PEER,
                "ms",
                announced.percentile(50),
                "p50 at the same poll interval; theirs: %s of %d blocks"
                    .formatted(theirs, PEER_BLOCKS)));
      }
    }
    return measured;
  }

  private Latencies gateway(Path in, Anvil anvil, String settings)
      throws IOException, InterruptedException {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(home, in, anvil, settings)) {
      Changes changes = new Changes();
      PortfolioServiceGrpc.newStub(gateway.channel())
          .watchPortfolio(WatchPortfolioRequest.newBuilder().setAccount(ACCOUNT).build(), changes);
      changes.await();
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < WARM_UP + BLOCKS; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        anvil
            .rpc()
            .call(
                "eth_sendTransaction",
                Map.of("from", anvil.from(), "to", ACCOUNT, "value", "0x1", "gas", "0x5208"));
        changes.clear();
        long start = System.nanoTime();
        anvil.mine();
        double latency = (changes.await() - start) / 1e6;
        if (i >= WARM_UP) {
          millis.add(latency);
        }
      }
      millis.sort(null);
      return new Latencies(millis);
    }
  }

  private Latencies peer(Path project, Anvil anvil) throws IOException, InterruptedException {
    anvil.mine(Totals.batches(HISTORY, EVENTS_PER_BLOCK));
    Path in = folder.resolve(project.getFileName().toString());
    try (Ponder ponder = Ponder.start(project, in, anvil, POLL)) {
      ponder.awaitReady();
      int events = HISTORY * EVENTS_PER_BLOCK;
      ponder.awaitEvents(events);
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < PEER_WARM_UP + PEER_BLOCKS; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        anvil.send(new Totals.Batch(HISTORY + i, EVENTS_PER_BLOCK));
        long start = System.nanoTime();
        anvil.mine();
        events += EVENTS_PER_BLOCK;
        ponder.awaitEvents(events);
        double latency = (System.nanoTime() - start) / 1e6;
        if (i >= PEER_WARM_UP) {
          millis.add(latency);
        }
      }
      millis.sort(null);
      return new Latencies(millis);
    }
  }

  /** When the stream changed. */
  private static final class Changes implements StreamObserver<WatchPortfolioResponse> {
    private static final long PATIENCE_SECONDS = 30;
    private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();

    @Override
    public void onNext(WatchPortfolioResponse response) {
      if (!response.hasHeartbeat()) {
        times.add(System.nanoTime());
      }
    }

    long await() throws InterruptedException {
      Long time = times.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (time == null) {
        throw new IllegalStateException("the stream did not change");
      }
      return time;
    }

    void clear() {
      times.clear();
    }

    @Override
    public void onError(Throwable error) {
      // At the end of a measurement; before, the change that is waited for does not come.
    }

    @Override
    public void onCompleted() {}
  }
}
