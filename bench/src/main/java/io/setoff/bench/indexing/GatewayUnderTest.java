package io.setoff.bench.indexing;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway, reading the benchmark's chain. */
public final class GatewayUnderTest implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("gRPC at http://[^:]+:(\\d+)");

  private final Process process;
  private final int port;
  private final ManagedChannel channel;

  private GatewayUnderTest(Process process, int port) {
    this.process = process;
    this.port = port;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /**
   * Starts one with an empty store.
   *
   * @param chainSettings further keys of the chain's entry, YAML flow style
   */
  public static GatewayUnderTest start(Path home, Path folder, Anvil anvil, String chainSettings)
      throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("setoff.yaml");
    Files.writeString(
        config,
        """
        http: { host: 127.0.0.1, port: 0 }
        grpc: { port: 0 }
        store: { path: data }
        chains:
          - { id: "eip155:%d", rpc: ["%s"], stalled_after: 1d, native: { symbol: ETH }, %s }
        """
            .formatted(Anvil.CHAIN_ID, anvil.url(), chainSettings));
    List<String> command = new ArrayList<>(ProductJvm.gateway());
    command.addAll(
        List.of(
            "-jar",
            home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString(),
            "--config",
            config.toString(),
            "--stop-with-stdin"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader log = process.inputReader();
    int port = port(log);
    Thread.ofPlatform().daemon().start(() -> drain(log));
    return new GatewayUnderTest(process, port);
  }

  private static int port(BufferedReader log) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      seen.append(line).append('\n');
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("the gateway did not start:\n" + seen);
  }

  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The gateway was stopped.
    }
  }

  /** Its process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Where it listens for gRPC. */
  public int port() {
    return port;
  }

  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.destroy();
  }
}
