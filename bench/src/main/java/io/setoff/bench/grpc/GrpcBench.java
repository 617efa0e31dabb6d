package io.setoff.bench.grpc;

import io.setoff.bench.indexing.Anvil;
import io.setoff.bench.indexing.GatewayUnderTest;
import io.setoff.bench.indexing.ProductJvm;
import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The question that protocols and wallets ask most, an account's net exposure, put to the packaged
 * gateway while its chain goes on, and beside it to a plain server that gives the same answer
 * without thinking.
 */
public final class GrpcBench {
  private static final int CONNECTIONS = 4;
  private static final int IN_FLIGHT = 16;
  private static final int WARM_UP = 60_000;
  private static final int CALLS = 100_000;
  private static final int ROUNDS = 4;
  private static final double MOST_CPU = 1.5;

  /** A block ends what the gateway has at hand. */
  private static final long BLOCK_MILLIS = 2_000;

  private static final String ACCOUNT = "0x00000000000000000000000000000000000b0b00";

  private final Path home;

  /**
   * Nothing measured yet.
   *
   * @param home the project's folder
   */
  public GrpcBench(Path home) {
    this.home = home;
  }

  /** What a server took for its calls. */
  private record Taken(Duration cpu, Load.Outcome outcome) {
    Taken and(Taken other) {
      return new Taken(cpu.plus(other.cpu), outcome.and(other.outcome));
    }

    double microsACall() {
      return cpu.toNanos() / 1e3 / outcome.calls();
    }

    String percentiles() {
      return "p50 %.1f ms, p99 %.1f ms"
          .formatted(outcome.percentileMillis(50), outcome.percentileMillis(99));
    }
  }

  /** Measures; takes minutes. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench-grpc");
    try (Anvil anvil = Anvil.start(home);
        GatewayUnderTest gateway =
            GatewayUnderTest.start(home, folder, anvil, "poll_interval: 500ms")) {
      pay(anvil);
      anvil.mine();
      GetExposureRequest request =
          GetExposureRequest.newBuilder()
              .setAccount(ACCOUNT)
              .setPolicy(Policy.POLICY_PEGGED)
              .build();
      GetExposureResponse answer =
          ExposureServiceGrpc.newBlockingStub(gateway.channel()).getExposure(request);
      Path file = Files.write(folder.resolve("answer"), answer.toByteArray());
      Process echo = echo(file);
      try (Server plain = Server.at(echo.toHandle(), port(echo), CONNECTIONS);
          Server product = Server.at(gateway.process(), gateway.port(), CONNECTIONS)) {
        return measure(anvil, plain, product, request, answer, progress);
      } finally {
        echo.destroy();
      }
    }
  }

  private static void pay(Anvil anvil) {
    anvil
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of("from", anvil.from(), "to", ACCOUNT, "value", "0x1", "gas", "0x5208"));
  }

  private static Report measure(
      Anvil anvil,
      Server plain,
      Server product,
      GetExposureRequest request,
      GetExposureResponse answer,
      Consumer<String> progress)
      throws InterruptedException {
    Predicate<GetExposureResponse> isRight =
        given ->
            given.getAccount().equals(answer.getAccount())
                && given
                    .getView()
                    .getUnderlyingsList()
                    .equals(answer.getView().getUnderlyingsList())
                && given.getView().getComplete() == answer.getView().getComplete();
    Optional<Taken> echoed = Optional.empty();
    Optional<Taken> answered = Optional.empty();
    try (ScheduledExecutorService chain = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          chain.scheduleAtFixedRate(anvil::mine, BLOCK_MILLIS, BLOCK_MILLIS, TimeUnit.MILLISECONDS);
      for (int round = 0; round <= ROUNDS; round++) {
        progress.accept(round == 0 ? "the warm-up" : "round " + round + " of " + ROUNDS);
        int calls = round == 0 ? WARM_UP : CALLS;
        Taken theirs = take(plain, calls, request, isRight);
        Taken ours = take(product, calls, request, isRight);
        if (round > 0) {
          echoed = Optional.of(echoed.map(before -> before.and(theirs)).orElse(theirs));
          answered = Optional.of(answered.map(before -> before.and(ours)).orElse(ours));
        }
      }
      chain.shutdownNow();
    }
    return report(echoed.orElseThrow(), answered.orElseThrow(), answer.getSerializedSize());
  }

  private static Taken take(
      Server server, int calls, GetExposureRequest request, Predicate<GetExposureResponse> isRight)
      throws InterruptedException {
    Duration before = server.cpu();
    Load.Outcome outcome = Load.run(server.channels(), IN_FLIGHT, calls, request, isRight);
    return new Taken(server.cpu().minus(before), outcome);
  }

  private static Report report(Taken echoed, Taken answered, int bytes) {
    List<Measurement> measured = new ArrayList<>();
    int calls = answered.outcome().calls();
    measured.add(
        Measurement.atMost(
            "net exposure, CPU of the server",
            MOST_CPU,
            "x echo",
            answered.microsACall() / echoed.microsACall(),
            "%.1f us a call of %d bytes, of a plain grpc-java echo %.1f us; %d calls each, %d at a time, a block every %d s"
                .formatted(
                    answered.microsACall(),
                    bytes,
                    echoed.microsACall(),
                    calls,
                    CONNECTIONS * IN_FLIGHT,
                    BLOCK_MILLIS / 1_000)));
    measured.add(
        Measurement.atLeast(
            "calls that were answered right",
            calls,
            "",
            calls - answered.outcome().failed(),
            "by status and content; " + answered.outcome().firstFailure()));
    measured.add(
        Measurement.information(
            "p99",
            "x echo",
            answered.outcome().percentileMillis(99) / echoed.outcome().percentileMillis(99),
            "%s; echo %s".formatted(answered.percentiles(), echoed.percentiles())));
    return new Report("grpc", measured);
  }

  private static Process echo(Path answer) throws IOException {
    List<String> command = new ArrayList<>(ProductJvm.gateway());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            EchoServer.class.getName(),
            answer.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static int port(Process echo) throws IOException {
    BufferedReader lines = echo.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the echo did not start");
    }
    return Integer.parseInt(line);
  }
}
