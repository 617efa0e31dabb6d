package io.setoff.gateway;

import static io.setoff.testing.Patience.await;

import io.opentelemetry.api.trace.TracerProvider;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.gateway.api.HedgeCandidates;
import io.setoff.gateway.api.RiskQuestions;
import io.setoff.gateway.api.RiskServices;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.View;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.ChainHealth;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A gateway over a store in memory, which the test writes; no node is asked. */
public final class StoredChain implements AutoCloseable {
  public static final ChainId CHAIN = ChainId.evm(1);

  private static final String CONFIG =
      """
      http: { host: 127.0.0.1, port: 0 }
      store: { path: ./data }
      chains:
        - id: eip155:1
          name: One
          rpc: ["http://127.0.0.1:1"]
          native: { symbol: ETH, decimals: 18, edge: NATIVE_WRAP, to: "crypto:ETH" }
      """;

  private static final String OWNER = "test";

  private final PositionStore store = new MemoryPositionStore();
  private final GatewayConfig config;
  private final Gateway gateway;
  private Optional<BlockRef> head = Optional.empty();

  /** A live chain of one block. */
  public StoredChain(Path folder) {
    this(folder, "");
  }

  /** The same, with more of a configuration. */
  public StoredChain(Path folder, String more) {
    try {
      Path file = Files.writeString(folder.resolve("setoff.yaml"), CONFIG + more);
      EvmNamespace chains = new EvmNamespace();
      config = ConfigLoader.load(file, chains);
      gateway =
          new Gateway(config, chains, store, Clock.systemUTC(), TracerProvider.noop().get(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
    store.acquire(CHAIN, OWNER);
    extend();
    Instant now = Instant.now();
    store.report(new ChainHealth(CHAIN, ChainHealth.State.LIVE, now, now, 1, ""));
    await().until(() -> gateway.book().chain(CHAIN).orElseThrow().health().isPresent());
  }

  public PositionStore store() {
    return store;
  }

  public GatewayConfig config() {
    return config;
  }

  public IndexedChains book() {
    return gateway.book();
  }

  public Chains chains() {
    return gateway.chains();
  }

  public Tracking tracking() {
    return gateway.tracking();
  }

  /** What is answered by calculating. */
  public RiskServices risk(WorkerPool workers) {
    RiskQuestions questions =
        new RiskQuestions(
            gateway.accounts(),
            gateway.tracking(),
            gateway.book(),
            gateway.risk(),
            config.risk(),
            workers);
    return RiskServices.of(
        questions,
        gateway.exposures(),
        gateway.hub(),
        new HedgeCandidates(config, gateway.chains(), gateway.venues()));
  }

  public WatchHub.Source.Result portfolio(AccountRef account, View view) {
    return gateway.portfolio(account, view);
  }

  public static AccountRef account(int number) {
    String address = "0x%040x".formatted(number);
    return new AccountRef(address, List.of(new AccountId(CHAIN, address)));
  }

  /** A block that changes nothing. */
  public ApplyResult extend() {
    return apply(new TreeMap<>());
  }

  /** A block in which the account's coins are read. */
  public ApplyResult extend(AccountRef account, long wei) {
    Row balance =
        new Row(List.of(BigInteger.valueOf(wei)), new Origin(1, "0x01", Optional.empty()));
    RowKey key = new RowKey("wallet/native", account.text(), "");
    return apply(new TreeMap<>(Map.of(key, Optional.of(balance))));
  }

  private ApplyResult apply(SortedMap<RowKey, Optional<Row>> changes) {
    long height = head.map(BlockRef::height).orElse(0L) + 1;
    BlockRef block =
        new BlockRef(
            height, "0x%064x".formatted(height), "0x%064x".formatted(height - 1), Instant.now());
    ApplyResult result =
        store.apply(
            new Batch(
                CHAIN,
                OWNER,
                head,
                Optional.empty(),
                List.of(new Unit(block, true, changes)),
                height,
                height,
                0));
    head = Optional.of(block);
    return result;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
