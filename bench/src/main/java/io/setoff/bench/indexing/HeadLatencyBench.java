package io.setoff.bench.indexing;

import io.grpc.stub.StreamObserver;
import io.setoff.bench.measure.Measurement;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.IOException;
import java.net.URI;
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
 * From a block to the changed answer: how long after the node's own announcement of a block, which
 * pays a watched account, the change comes on a gRPC stream of the packaged gateway. A gateway that
 * hears announcements, one that polls, and the bare listener see the same blocks.
 */
final class HeadLatencyBench {
  /**
   * Blocks in quick succession before the first that is timed. A gateway runs for weeks: what its
   * first minutes cost, while the virtual machine interprets, is the affair of the bench of starts.
   */
  private static final int WARM_UP = 1_000;

  private static final long BETWEEN_WARM_UP_MILLIS = 10;
  private static final int BLOCKS = 400;
  private static final int PEER_WARM_UP = 10;
  private static final int PEER_BLOCKS = 60;
  private static final int EVENTS_PER_BLOCK = 40;

  /** Blocks before the first that is timed: more than a peer takes for final. */
  private static final int HISTORY = 100;

  /** Not a multiple of the poll interval, so that blocks come at any time between two looks. */
  private static final long BETWEEN_MILLIS = 237;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final double MOST_P50_MILLIS = 5;
  private static final double MOST_P99_MILLIS = 50;
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
  HeadLatencyBench(Path home, Path folder, List<Path> peers) {
    this.home = home;
    this.folder = folder;
    this.peers = peers;
  }

  /** Milliseconds of each block. */
  private record Latencies(List<Double> millis) {
    Latencies() {
      this(new ArrayList<>());
    }

    void add(long fromNanos, long toNanos) {
      millis.add((toNanos - fromNanos) / 1e6);
    }

    double percentile(int percent) {
      List<Double> sorted = millis.stream().sorted().toList();
      return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", percentile(50), percentile(99));
    }
  }

  /**
   * Of the same blocks.
   *
   * @param announced from the call that mines a block to the node's announcement of it
   * @param over from there to the change, with announcements
   * @param heard from the call to the change, with announcements
   * @param polled from the call to the change, without announcements
   * @param disk a synced write alone, right after each block
   */
  private record Heads(
      Latencies announced, Latencies over, Latencies heard, Latencies polled, Latencies disk) {
    Heads() {
      this(new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies());
    }
  }

  List<Measurement> measure(Consumer<String> progress) throws IOException, InterruptedException {
    List<Measurement> measured = new ArrayList<>();
    try (Anvil anvil = Anvil.start(home)) {
      progress.accept("head latency");
      Heads heads = gateways(anvil);
      String text =
          "over the node's announcement, which comes after %s; newHeads, %d blocks after %d; a synced write alone: %s"
              .formatted(heads.announced(), BLOCKS, WARM_UP, heads.disk());
      measured.add(
          Measurement.atMost(
              "head latency, p50", MOST_P50_MILLIS, "ms", heads.over().percentile(50), text));
      measured.add(
          Measurement.atMost(
              "head latency, p99", MOST_P99_MILLIS, "ms", heads.over().percentile(99), text));
      measured.add(
          Measurement.atMost(
              "head latency, p99, newHeads",
              1,
              "x polling",
              heads.heard().percentile(99) / heads.polled().percentile(99),
              "from the call that mines a block: %s; the same blocks by polling every %d ms: %s"
                  .formatted(heads.heard(), POLL.toMillis(), heads.polled())));
      if (!peers.isEmpty()) {
        Path peer = peers.getLast();
        progress.accept("head latency of " + peer.getFileName());
        Latencies theirs = peer(peer, anvil);
        measured.add(
            Measurement.atMost(
                "head latency, a fifth of " + peer.getFileName(),
                theirs.percentile(50) / PART_OF_PEER,
                "ms",
                heads.heard().percentile(50),
                "p50 at the same poll interval; theirs: %s of %d blocks"
                    .formatted(theirs, PEER_BLOCKS)));
      }
    }
    return measured;
  }

  private Heads gateways(Anvil anvil) throws IOException, InterruptedException {
    String poll = "poll_interval: %dms".formatted(POLL.toMillis());
    URI socket = URI.create("ws://127.0.0.1:" + anvil.url().getPort());
    String hearing = "ws: [\"%s\"], %s".formatted(socket, poll);
    try (GatewayUnderTest hears =
            GatewayUnderTest.start(home, folder.resolve("ws"), anvil, hearing);
        GatewayUnderTest polls = GatewayUnderTest.start(home, folder.resolve("poll"), anvil, poll);
        Announcements announcements = new Announcements(socket);
        SyncedWrite disk = new SyncedWrite(folder)) {
      Changes heard = new Changes(hears);
      Changes polled = new Changes(polls);
      Heads heads = new Heads();
      for (int i = 0; i < WARM_UP + BLOCKS; i++) {
        Thread.sleep(i < WARM_UP ? BETWEEN_WARM_UP_MILLIS : BETWEEN_MILLIS);
        pay(anvil);
        heard.clear();
        polled.clear();
        announcements.clear();
        long start = System.nanoTime();
        anvil.mine();
        long announced = announcements.await();
        long changed = heard.await();
        long changedByPolling = polled.await();
        if (i >= WARM_UP) {
          heads.announced().add(start, announced);
          heads.over().add(announced, changed);
          heads.heard().add(start, changed);
          heads.polled().add(start, changedByPolling);
          long before = System.nanoTime();
          disk.write();
          heads.disk().add(before, System.nanoTime());
        }
      }
      return heads;
    }
  }

  private static void pay(Anvil anvil) {
    anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of("from", anvil.from(), "to", ACCOUNT, "value", "0x1", "gas", "0x5208"));
  }

  private Latencies peer(Path project, Anvil anvil) throws IOException, InterruptedException {
    anvil.mine(Totals.batches(HISTORY, EVENTS_PER_BLOCK));
    Path in = folder.resolve(project.getFileName().toString());
    try (Ponder ponder = Ponder.start(project, in, anvil, POLL)) {
      ponder.awaitReady();
      int events = HISTORY * EVENTS_PER_BLOCK;
      ponder.awaitEvents(events);
      Latencies theirs = new Latencies();
      for (int i = 0; i < PEER_WARM_UP + PEER_BLOCKS; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        anvil.send(new Totals.Batch(HISTORY + i, EVENTS_PER_BLOCK));
        long start = System.nanoTime();
        anvil.mine();
        events += EVENTS_PER_BLOCK;
        ponder.awaitEvents(events);
        if (i >= PEER_WARM_UP) {
          theirs.add(start, System.nanoTime());
        }
      }
      return theirs;
    }
  }

  /** When the stream changed. */
  private static final class Changes implements StreamObserver<WatchPortfolioResponse> {
    private static final long PATIENCE_SECONDS = 30;
    private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();

    /** Watches the account, and waits for its first state. */
    Changes(GatewayUnderTest gateway) throws InterruptedException {
      PortfolioServiceGrpc.newStub(gateway.channel())
          .watchPortfolio(WatchPortfolioRequest.newBuilder().setAccount(ACCOUNT).build(), this);
      await();
    }

    @Override
    public void onNext(WatchPortfolioResponse response) {
      if (!response.hasHeartbeat()) {
        times.add(System.nanoTime());
      }
    }

    /** When the next change came, of {@link System#nanoTime}. */
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
