package io.setoff.bench.scale;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.Portfolios;
import io.setoff.gateway.risk.RiskCalculator;
import io.setoff.gateway.risk.RiskState;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Finality;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.scenario.ScenarioSet;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.ChainReplica;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** What a gateway has over a store on disk: the same classes, and no node. */
final class StoredBook implements AutoCloseable {
  private static final String OWNER = "scale";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** Accounts of one step: a step is in memory as a whole. */
  private static final int STEP = 1_000;

  private static final AsOf NEWEST = new AsOf.Newest(Finality.LATEST);

  private final PositionStore store;
  private final Chains chains;
  private final IndexedChains book;
  private final Exposures exposures;
  private final RiskCalculator risk;
  private final ScenarioSet grid;

  private StoredBook(GatewayConfig config, EvmNamespace namespace, PositionStore store) {
    this.store = store;
    Tracer tracer = TracerProvider.noop().get("");
    this.chains = new Chains(config, namespace, Optional.empty(), Clock.systemUTC(), tracer);
    this.book = new IndexedChains(config, store, tracer);
    IdentityGraph graph = IdentityGraph.of(config.edges());
    Portfolios portfolios =
        new Portfolios(
            book, chains.adapters(), graph, config.maxPriceDeviation(), Clock.systemUTC());
    this.exposures = new Exposures(portfolios, graph);
    this.risk = new RiskCalculator(portfolios, graph, config);
    this.grid = config.risk().parameters().scenarios();
  }

  /** Has the store of a folder hold a market, as its writer would have it. */
  static void write(Path folder, LendingMarket market) {
    try (PositionStore store = RocksPositionStore.open(folder.resolve("data"))) {
      store.acquire(LendingMarket.CHAIN, OWNER);
      BlockRef head = block(1_000_000, "0x" + "00".repeat(32));
      apply(store, Optional.empty(), head, false, LendingMarket.terms(head));
      for (int from = 0; from < market.accounts(); from += STEP) {
        BlockRef next = block(head.height() + 1, head.hash());
        SortedMap<RowKey, Optional<Row>> rows = new TreeMap<>();
        for (int i = from; i < Math.min(market.accounts(), from + STEP); i++) {
          market.hold(i, next.height(), rows);
        }
        apply(store, Optional.of(head), next, false, rows);
        head = next;
      }
    }
  }

  private static BlockRef block(long height, String parent) {
    return new BlockRef(height, "0x%064x".formatted(height), parent, BEGIN.plusSeconds(height));
  }

  private static void apply(
      PositionStore store,
      Optional<BlockRef> head,
      BlockRef block,
      boolean journaled,
      SortedMap<RowKey, Optional<Row>> rows) {
    ApplyResult result =
        store.apply(
            new Batch(
                LendingMarket.CHAIN,
                OWNER,
                head,
                Optional.empty(),
                List.of(new Unit(block, journaled, rows)),
                block.height(),
                block.height(),
                block.height()));
    if (!(result instanceof ApplyResult.Applied)) {
      throw new IllegalStateException("the store has refused: " + result);
    }
  }

  /** Starts as a gateway does. */
  static StoredBook load(Path folder) throws IOException {
    try {
      EvmNamespace namespace = new EvmNamespace();
      Path file = Files.writeString(folder.resolve("setoff.yaml"), LendingMarket.yaml());
      GatewayConfig config = ConfigLoader.load(file, namespace);
      return new StoredBook(config, namespace, RocksPositionStore.open(folder.resolve("data")));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AccountRef ref(int account) {
    String address = LendingMarket.account(account);
    return new AccountRef(address, List.of(new AccountId(LendingMarket.CHAIN, address)));
  }

  /** The net exposure of an account, and how many positions it has. */
  int net(int account) {
    Exposures.Netted netted = exposures.of(ref(account), NEWEST, Policy.PEGGED).chosen();
    return netted.portfolio().positions().size();
  }

  /** An account's requirement. */
  RiskState margin(int account) {
    return risk.of(ref(account), NEWEST, grid).chosen();
  }

  ScenarioSet grid() {
    return grid;
  }

  /** A block in which an asset has another price; returns when the book has it. */
  void move(int asset, long usd) throws InterruptedException {
    BlockRef head = store.cursor(LendingMarket.CHAIN).orElseThrow().head();
    BlockRef next = block(head.height() + 1, head.hash());
    CountDownLatch told = new CountDownLatch(1);
    book.onChange(
        () -> {
          if (head().equals(Optional.of(next))) {
            told.countDown();
          }
        });
    store.acquire(LendingMarket.CHAIN, OWNER);
    apply(store, Optional.of(head), next, true, LendingMarket.price(next, asset, usd));
    told.await();
  }

  private Optional<BlockRef> head() {
    return book.chain(LendingMarket.CHAIN)
        .flatMap(chain -> chain.at(Finality.LATEST))
        .map(ChainReplica.State::block);
  }

  @Override
  public void close() {
    book.close();
    chains.close();
    store.close();
  }
}
