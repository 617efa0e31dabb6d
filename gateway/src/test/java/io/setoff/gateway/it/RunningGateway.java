package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.setoff.v1.ClearingServiceGrpc;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.OracleServiceGrpc;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, from the packaged application. */
final class RunningGateway implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("the page is at (http://[^/]+)/, gRPC at (http://\\S+)");
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final Process process;
  private final String url;
  private final String grpcUrl;
  private final ManagedChannel channel;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningGateway(Process process, String url, String grpcUrl) {
    this.process = process;
    this.url = url;
    this.grpcUrl = grpcUrl;
    URI uri = URI.create(grpcUrl);
    this.channel =
        ManagedChannelBuilder.forAddress(uri.getHost(), uri.getPort())
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
  }

  /** What a start that was refused said. */
  record Refusal(int exitCode, String output) {}

  /** Starts a gateway and waits until it listens. */
  static RunningGateway start(Path config, String... arguments) {
    try {
      Process process = launch(config, arguments);
      BufferedReader lines = process.inputReader();
      StringBuilder seen = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.append(line).append('\n');
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          Thread.ofPlatform().daemon().start(() -> drain(lines));
          return new RunningGateway(process, listening.group(1), listening.group(2));
        }
      }
      throw new IllegalStateException("the gateway did not start:\n" + seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
      }
    } catch (IOException e) {
      System.out.println("the gateway's output ended: " + e.getMessage());
    }
  }

  /** Starts a gateway that should refuse to. */
  static Refusal refused(Path config, String... arguments) {
    try {
      Process process = launch(config, arguments);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Refusal(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process launch(Path config, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-ea:io.setoff...",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    // Most of a short life is its start, which these halve.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    command.addAll(aotCache(jar));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of("--config", config.toString(), "--stop-with-stdin"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What a demo has kept for a faster start, unless the application is newer. */
  private static List<String> aotCache(Path jar) throws IOException {
    Path cache = Path.of("../.setoff/aot/gateway.aot");
    boolean usable =
        Files.exists(cache)
            && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
    return usable
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
        : List.of();
  }

  /** Waits until every chain is indexed up to its head. */
  RunningGateway awaitIndexed() {
    await()
        .until(
            () ->
                portfolios()
                    .listVenues(ListVenuesRequest.getDefaultInstance())
                    .getChainsList()
                    .stream()
                    .allMatch(
                        chain ->
                            chain.getState() == CoverageState.COVERAGE_STATE_OK
                                && chain.getLatest().getHeight() == chain.getNodeHeight()));
    return this;
  }

  PortfolioServiceGrpc.PortfolioServiceBlockingStub portfolios() {
    return PortfolioServiceGrpc.newBlockingStub(channel);
  }

  ExposureServiceGrpc.ExposureServiceBlockingStub exposures() {
    return ExposureServiceGrpc.newBlockingStub(channel);
  }

  RiskServiceGrpc.RiskServiceBlockingStub risk() {
    return RiskServiceGrpc.newBlockingStub(channel);
  }

  RiskServiceGrpc.RiskServiceFutureStub riskLater() {
    return RiskServiceGrpc.newFutureStub(channel);
  }

  ClearingServiceGrpc.ClearingServiceBlockingStub clearing() {
    return ClearingServiceGrpc.newBlockingStub(channel);
  }

  OracleServiceGrpc.OracleServiceBlockingStub oracle() {
    return OracleServiceGrpc.newBlockingStub(channel);
  }

  /** The one connection of all stubs. */
  ManagedChannel channel() {
    return channel;
  }

  /** Of REST and the page. */
  String url() {
    return url;
  }

  String grpcUrl() {
    return grpcUrl;
  }

  HttpResponse<String> get(String path, String... headers) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpClient http() {
    return http;
  }

  /** Does something that the process sees only when it is done: SIGSTOP before, SIGCONT after. */
  void unseen(Runnable work) {
    signal("STOP");
    try {
      work.run();
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " ends with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    channel.shutdownNow();
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    http.close();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
