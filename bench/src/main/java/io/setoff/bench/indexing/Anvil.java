package io.setoff.bench.indexing;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.rpc.RpcPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A local node that mines when told, with a PositionBook on it. */
public final class Anvil implements AutoCloseable {
  static final long CHAIN_ID = 31_337;
  static final int ACCOUNTS = 5_000;
  static final int MARKETS = 8;
  private static final long START_SECONDS = 60;
  private static final long START_LOOK_MILLIS = 20;

  private final Process process;
  private final URI url;
  private final RpcPool rpc;
  private final String from;
  private final String book;

  private Anvil(Process process, URI url) {
    this.process = process;
    this.url = url;
    this.rpc = new RpcPool("bench", List.of(url));
    this.from = rpc.call("eth_accounts").get(0).asText();
    rpc.call("anvil_setBlockTimestampInterval", 12);
    this.book = deploy();
  }

  /**
   * Starts a node.
   *
   * @param home the project's folder
   */
  public static Anvil start(Path home) throws IOException, InterruptedException {
    int port = PeerProcess.freePort();
    Process process =
        new ProcessBuilder(
                binary(home).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--timestamp",
                "1700000000",
                "--base-fee",
                "0",
                "--gas-limit",
                "100000000",
                "--no-mining",
                "--quiet")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitListening(process, port);
    return new Anvil(process, URI.create("http://127.0.0.1:" + port));
  }

  private static Path binary(Path home) throws IOException {
    try (Stream<Path> packages = Files.list(home.resolve("devnet/node_modules/@foundry-rs"))) {
      return packages
          .map(folder -> folder.resolve("bin/anvil"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IOException("the devnet has no anvil for this machine"));
    }
  }

  private static void awaitListening(Process process, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new IOException("anvil does not start", e);
        }
        Thread.sleep(START_LOOK_MILLIS);
      }
    }
  }

  private String deploy() {
    String arguments = "%064x%064x".formatted(ACCOUNTS, MARKETS);
    JsonNode hash =
        rpc.call(
            "eth_sendTransaction",
            Map.of("from", from, "data", creationCode() + arguments, "gas", "0x2dc6c0"));
    mine();
    return rpc.call("eth_getTransactionReceipt", hash.asText()).path("contractAddress").asText();
  }

  private static String creationCode() {
    try {
      Process node =
          new ProcessBuilder(
                  "node",
                  Path.of(System.getProperty("setoff.home"), "bench/indexing/compile.mjs")
                      .toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compile PositionBook.sol", e);
    }
  }

  URI url() {
    return url;
  }

  public RpcPool rpc() {
    return rpc;
  }

  String book() {
    return book;
  }

  public String from() {
    return from;
  }

  Map<String, Object> batchTransaction(long seed, int events) {
    return Map.of(
        "from",
        from,
        "to",
        book,
        "gas",
        "0x" + Long.toHexString(3_000_000L + 6_000L * events),
        "data",
        EvmCall.of(
                book,
                "batch(uint256,uint256)",
                BigInteger.valueOf(seed),
                BigInteger.valueOf(events))
            .data());
  }

  /** A block for each batch. */
  void mine(List<Totals.Batch> batches) {
    for (Totals.Batch batch : batches) {
      send(batch);
      mine();
    }
  }

  /** Leaves a batch for the next block. */
  void send(Totals.Batch batch) {
    rpc.call("eth_sendTransaction", batchTransaction(batch.seed(), batch.events()));
  }

  public void mine() {
    rpc.call("evm_mine");
  }

  long head() {
    return Long.parseLong(rpc.call("eth_blockNumber").asText().substring(2), 16);
  }

  @Override
  public void close() {
    rpc.close();
    process.destroy();
  }
}
