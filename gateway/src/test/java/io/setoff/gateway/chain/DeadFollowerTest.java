package io.setoff.gateway.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.TracerProvider;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.StoreUnavailableException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows a chain is missed when it has died, and not when it only waits for a node. */
class DeadFollowerTest {
  private static final String FILE =
      """
      chains:
        - { id: "eip155:7", rpc: ["http://localhost:1"], poll_interval: 10ms }
      """;

  @TempDir private Path folder = Path.of("");

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A chain whose heads end in what {@code failure} gives. */
  private static ChainNamespace of(Supplier<Throwable> failure) {
    ChainSource source =
        fake(
            ChainSource.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "chain" -> ChainId.evm(7);
                  case "doubt" -> Optional.empty();
                  case "onNewHead" -> (ChainSource.Announcements) () -> {};
                  default -> throw failure.get();
                });
    ChainAdapter adapter = fake(ChainAdapter.class, (proxy, method, arguments) -> source);
    return fake(ChainNamespace.class, (proxy, method, arguments) -> adapter);
  }

  private Chains started(Supplier<Throwable> failure) throws IOException, ConfigException {
    Path file = Files.writeString(folder.resolve("setoff.yaml"), FILE);
    GatewayConfig config = ConfigLoader.load(file, new EvmNamespace());
    Chains chains =
        new Chains(
            config,
            of(failure),
            Optional.of(new MemoryPositionStore()),
            Clock.systemUTC(),
            TracerProvider.noop().get(""));
    chains.start();
    return chains;
  }

  @Test
  void aThreadThatDiedIsNamed() throws IOException, ConfigException {
    Chains chains = started(() -> new StackOverflowError("a fault of our own"));
    await()
        .dontCatchUncaughtExceptions()
        .until(() -> chains.dead().equals(List.of(ChainId.evm(7))));
    chains.stop();
    chains.close();
  }

  @Test
  void oneThatWaitsForItsNodeOrWasEndedIsNot() throws IOException, ConfigException {
    assertWaits(() -> new RpcUnavailableException("no node answers"));
  }

  @Test
  void oneThatWaitsForItsStoreIsNot() throws IOException, ConfigException {
    assertWaits(
        () -> new StoreUnavailableException("its memory is full", new IllegalStateException()));
  }

  private void assertWaits(Supplier<Throwable> failure) throws IOException, ConfigException {
    AtomicInteger asked = new AtomicInteger();
    Chains chains =
        started(
            () -> {
              asked.incrementAndGet();
              return failure.get();
            });
    await().until(() -> asked.get() > 2);
    assertThat(chains.dead()).isEmpty();
    chains.stop();
    assertThat(chains.dead()).isEmpty();
    chains.close();
  }
}
