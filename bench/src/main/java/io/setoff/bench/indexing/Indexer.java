package io.setoff.bench.indexing;

import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.source.EvmSource;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.history.AccountHistory;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The product's indexer over the benchmark's events, with its durable store. */
final class Indexer implements AutoCloseable {
  static final ChainId CHAIN = ChainId.evm(Anvil.CHAIN_ID);
  private static final Duration POLL = Duration.ofMillis(100);

  private final RpcPool pool;
  private final PositionStore store;
  private final EvmSource source;
  private final ChainFollower follower;

  /** What takes long to load is loaded at the same time. */
  Indexer(URI url, String book, Path folder) {
    CompletableFuture<PositionStore> opening =
        CompletableFuture.supplyAsync(() -> RocksPositionStore.open(folder));
    CompletableFuture<PositionBook> positions =
        CompletableFuture.supplyAsync(() -> new PositionBook(book));
    this.pool = new RpcPool("bench", List.of(url));
    TokenDirectory tokens = new TokenDirectory(CHAIN, Map.of());
    this.source =
        new EvmSource(
            CHAIN,
            pool,
            Trust.DEFAULT,
            List.of(),
            new Wallet(CHAIN, tokens, "ETH", 18, Set.of()),
            List.of(tokens, positions.join()));
    this.store = opening.join();
    this.follower =
        new ChainFollower(
            source,
            store,
            FollowerSettings.of("bench", 0, POLL, POLL.multipliedBy(5)),
            Clock.systemUTC());
  }

  PositionStore store() {
    return store;
  }

  /** Indexes up to the head. */
  void catchUp() {
    while (follower.advance(Long.MAX_VALUE)) {
      // a range each
    }
  }

  /**
   * How long the history of one account takes, in milliseconds.
   *
   * @throws IllegalStateException when it gives other rows than the fold of the whole chain
   */
  double accountMillis(String account) {
    long start = System.nanoTime();
    SortedMap<RowKey, Row> rows = AccountHistory.fold(source, store, new AccountId(CHAIN, account));
    double millis = (System.nanoTime() - start) / 1e6;
    SortedMap<String, List<BigInteger>> history = new TreeMap<>();
    rows.forEach((key, row) -> history.put(key.item(), row.words()));
    SortedMap<String, List<BigInteger>> stored = new TreeMap<>();
    store
        .items(CHAIN, PositionBook.TABLE, account)
        .forEach((item, row) -> stored.put(item, row.words()));
    if (!history.equals(stored)) {
      throw new IllegalStateException("the history of " + account + " gives other rows");
    }
    return millis;
  }

  @Override
  public void close() {
    follower.close();
    pool.close();
    store.close();
  }

  /** How long it takes to read the logs of the account's blocks alone, in milliseconds. */
  private double readingMillis(URI url, String book, String account)
      throws IOException, InterruptedException {
    try (RawReader raw = new RawReader(url)) {
      return 1e3 * raw.logs(book, store.blocksOf(new AccountId(CHAIN, account)));
    }
  }

  /**
   * Indexes a chain into an empty store, and tells how long it took, from the start of the process
   * as with the peers.
   *
   * @param args RPC URL, contract, store folder
   */
  public static void main(String... args) throws IOException, InterruptedException {
    URI url = URI.create(args[0]);
    try (Indexer indexer = new Indexer(url, args[1], Path.of(args[2]))) {
      indexer.catchUp();
      long end = System.currentTimeMillis();
      double seconds = (end - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
      Totals totals = Totals.of(indexer.store(), CHAIN);
      System.out.printf(
          "%d %.3f %d %s %.1f %.1f%n",
          totals.events(),
          seconds,
          peakKilobytes(),
          totals.fingerprint(),
          indexer.accountMillis(totals.anAccount()),
          indexer.readingMillis(url, args[1], totals.anAccount()));
    }
  }

  /** Largest resident set so far, by the kernel's own count. */
  private static long peakKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
