package io.setoff.bench.indexing;

import io.grpc.stub.StreamObserver;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From a block to the changed answer: the time between the call that mines a block, which pays a
 * watched account, and the change on a gRPC stream of the packaged gateway.
 */
final class HeadLatency {
  private static final int WARM_UP = 30;
  private static final int BLOCKS = 100;
  private static final long BETWEEN_MILLIS = 200;
  private static final String ACCOUNT = "0x00000000000000000000000000000000000b0b00";

  private HeadLatency() {}

  /** Measures with announcements of new heads, and with polling alone. */
  static void run(Path home, Path folder) throws IOException, InterruptedException {
    try (Anvil anvil = Anvil.start(home)) {
      String socket = "ws: [\"ws://127.0.0.1:" + anvil.url().getPort() + "\"], poll_interval: 1s";
      measure("newHeads", home, folder.resolve("ws"), anvil, socket);
      measure("poll 100 ms", home, folder.resolve("poll"), anvil, "poll_interval: 100ms");
    }
  }

  private static void measure(String how, Path home, Path folder, Anvil anvil, String settings)
      throws IOException, InterruptedException {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(home, folder, anvil, settings)) {
      Changes changes = new Changes();
      PortfolioServiceGrpc.newStub(gateway.channel())
          .watchPortfolio(WatchPortfolioRequest.newBuilder().setAccount(ACCOUNT).build(), changes);
      changes.await();
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < WARM_UP + BLOCKS; i++) {
        Thread.sleep(BETWEEN_MILLIS);
        double latency = block(anvil, changes);
        if (i >= WARM_UP) {
          millis.add(latency);
        }
      }
      millis.sort(null);
      System.out.printf(
          Locale.ROOT,
          "head latency, %s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms of %d blocks%n",
          how,
          percentile(millis, 50),
          percentile(millis, 90),
          percentile(millis, 99),
          millis.getLast(),
          BLOCKS);
    }
  }

  private static double percentile(List<Double> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static double block(Anvil anvil, Changes changes) throws InterruptedException {
    anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of("from", anvil.from(), "to", ACCOUNT, "value", "0x1", "gas", "0x5208"));
    changes.clear();
    long start = System.nanoTime();
    anvil.mine();
    return (changes.await() - start) / 1e6;
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
      System.err.println("the stream ended: " + error);
    }

    @Override
    public void onCompleted() {}
  }
}
