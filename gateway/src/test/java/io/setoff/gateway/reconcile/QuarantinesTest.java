package io.setoff.gateway.reconcile;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import io.setoff.store.Batch;
import io.setoff.store.ChainReplica;
import io.setoff.store.Difference;
import io.setoff.store.Heights;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.Quarantine;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import io.setoff.store.WholeRows;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantinesTest {
  private static final ChainId CHAIN = ChainId.evm(7);
  private static final AccountId ACCOUNT = new AccountId(CHAIN, "0x%040x".formatted(1));
  private static final BlockRef BLOCK = new BlockRef(5, "0x05", "0x04", Instant.EPOCH);
  private static final ChainReplica.State STATE = new ChainReplica.State(BLOCK, new NoRows());

  private record NoRows() implements WholeRows {
    @Override
    public Optional<Row> get(RowKey key) {
      return Optional.empty();
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      return new TreeMap<>();
    }

    @Override
    public Set<String> entities(String table) {
      return Set.of();
    }
  }

  private final MemoryPositionStore store = new MemoryPositionStore();
  private final Quarantines quarantines = new Quarantines(store);

  @BeforeEach
  void oneBlockNamesTheAccount() {
    store.acquire(CHAIN, "test");
    SortedMap<String, Heights> named = new TreeMap<>();
    named.put(ACCOUNT.address(), Heights.of(5));
    Unit unit = new Unit(BLOCK, false, new TreeMap<>(), named);
    store.apply(
        new Batch(CHAIN, "test", Optional.empty(), Optional.empty(), List.of(unit), 5, 5, 5));
  }

  @AfterEach
  void close() {
    quarantines.close();
    store.close();
  }

  /** A chain whose logs nobody gives; every block asks {@code node}. */
  private static ChainSource source(Runnable node) {
    Supplier<Object> fetch =
        () -> {
          node.run();
          throw new RpcUnavailableException("no node answers");
        };
    return (ChainSource)
        Proxy.newProxyInstance(
            QuarantinesTest.class.getClassLoader(),
            new Class<?>[] {ChainSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("accountTables") ? new TreeSet<String>() : fetch);
  }

  private static List<Difference> off(String text) {
    return List.of(new Difference(new VenueId(CHAIN, "wallet", "main"), "native", text));
  }

  private String reason() {
    return store.quarantineOf(ACCOUNT).map(Quarantine::reason).orElse("");
  }

  @Test
  void aNodeThatFailsLeavesTheMarkAndSaysSoAndIsAskedAgainNextTime() {
    AtomicInteger asked = new AtomicInteger();
    ChainSource source = source(asked::incrementAndGet);
    String failed = "off by one; its blocks could not be folded again: no node answers";
    for (int time = 1; time <= 2; time++) {
      assertThat(quarantines.mark(source, ACCOUNT, STATE, off("off by one")).reason())
          .isEqualTo("off by one");
      await().until(() -> reason().equals(failed));
      assertThat(asked).hasValue(time);
    }
  }

  @Test
  void theMarkDoesNotWaitAndAnAccountThatAgreesMeanwhileStaysFree() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    ChainSource slow =
        source(
            () -> {
              asked.countDown();
              awaitOn(answers);
            });
    quarantines.mark(slow, ACCOUNT, STATE, off("off by one"));
    asked.await();
    assertThat(reason()).isEqualTo("off by one");
    quarantines.release(ACCOUNT);
    answers.countDown();
    quarantines.close();
    assertThat(store.quarantineOf(ACCOUNT)).isEmpty();
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatCameOutIsKeptAsLongAsTheAccountDiffers() {
    AtomicInteger asked = new AtomicInteger();
    ChainSource broken =
        source(
            () -> {
              asked.incrementAndGet();
              throw new IllegalStateException("burns unknown debt");
            });
    quarantines.mark(broken, ACCOUNT, STATE, off("off by one"));
    String why = "; its blocks cannot be folded again, see the log";
    await().until(() -> reason().equals("off by one" + why));
    assertThat(quarantines.mark(broken, ACCOUNT, STATE, off("off by two")).reason())
        .isEqualTo("off by two" + why);
    assertThat(asked).hasValue(1);
    quarantines.release(ACCOUNT);
    assertThat(quarantines.mark(broken, ACCOUNT, STATE, off("off by three")).reason())
        .isEqualTo("off by three");
  }
}
