package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.RedisHashes.Lag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hashes stay small whatever is in them, and nothing is left behind. */
class RedisLayoutTest {
  private static final String LARGEST =
      "EVAL \"local m=0 for _,k in ipairs(redis.call('KEYS','*')) do"
          + " if redis.call('TYPE',k).ok=='hash' then m=math.max(m,redis.call('HLEN',k)) end end"
          + " return m\" 0";

  @TempDir private Path folder;
  private RedisProcess server;
  private RedisPositionStore store;
  private Optional<BlockRef> head = Optional.empty();

  @BeforeEach
  void open() {
    server = RedisProcess.start(RedisProcess.packaged());
    store =
        RedisPositionStore.open(
            RedisSettings.of(server.url()),
            folder.resolve("local"),
            Optional.of(Turns.FREE),
            Lag.NONE);
    store.acquire(CHAIN, OWNER);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private void apply(PositionStore to, SortedMap<RowKey, Optional<Row>> changes, String... named) {
    long height = head.map(BlockRef::height).orElse(0L) + 1;
    BlockRef block =
        ReferenceChain.block(
            height, "l" + height, head.map(BlockRef::hash).orElse(ReferenceChain.hash("g")));
    TreeMap<String, Heights> accounts = new TreeMap<>();
    for (String address : named) {
      accounts.put(address, Heights.of(height));
    }
    Unit unit = new Unit(block, true, changes, accounts);
    Batch batch =
        new Batch(CHAIN, OWNER, head, Optional.empty(), List.of(unit), height, height, height - 2);
    assertThat(to.apply(batch)).isInstanceOf(Applied.class);
    head = Optional.of(block);
  }

  private long number(String command) {
    return Long.parseLong(server.answers(command).lines().findFirst().orElseThrow().substring(1));
  }

  @Test
  void anEntityOfManyRowsIsSpreadOverSmallHashes() {
    Random random = new Random(5);
    TreeMap<String, Row> expected = new TreeMap<>();
    for (int block = 1; block <= 12; block++) {
      TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
      for (int i = 0; i < (block % 5 == 0 ? 2_500 : 100); i++) {
        String item = Integer.toString(random.nextInt(8_000));
        boolean deleted = random.nextInt(8) == 0;
        changes.put(
            new RowKey("t", "whale", item), deleted ? Optional.empty() : Optional.of(row(block)));
        if (deleted) {
          expected.remove(item);
        } else {
          expected.put(item, row(block));
        }
      }
      apply(store, changes);
      assertThat(number(LARGEST)).isLessThanOrEqualTo(1_024);
      assertThat(store.items(CHAIN, "t", "whale")).isEqualTo(expected);
    }
    assertThat(expected).hasSizeGreaterThan(3_000);
    expected.keySet().stream()
        .filter(item -> item.endsWith("7"))
        .forEach(item -> assertThat(store.read(CHAIN, new RowKey("t", "whale", item))).isPresent());
    assertThat(store.read(CHAIN, new RowKey("t", "whale", "none"))).isEmpty();
    assertThat(store.allRows(CHAIN)).hasSameSizeAs(expected);

    TreeMap<RowKey, Optional<Row>> all = new TreeMap<>();
    expected.keySet().forEach(item -> all.put(new RowKey("t", "whale", item), Optional.empty()));
    apply(store, all);
    assertThat(store.items(CHAIN, "t", "whale")).isEmpty();
    assertThat(store.allRows(CHAIN)).isEmpty();
    apply(store, new TreeMap<>());
    apply(store, new TreeMap<>());
    apply(store, new TreeMap<>());
    assertThat(number("DBSIZE")).as("meta, stream, journal and its directory").isEqualTo(4);
  }

  @Test
  void manyEntitiesAndAccountsAreFoundAgain() {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    TreeSet<String> named = new TreeSet<>();
    for (int i = 0; i < 2_500; i++) {
      changes.put(new RowKey("t", "e" + i, ""), Optional.of(row(i)));
      named.add("0x%040x".formatted(i));
    }
    apply(store, changes, named.toArray(String[]::new));
    assertThat(number(LARGEST)).isLessThanOrEqualTo(1_024);
    assertThat(store.allRows(CHAIN)).hasSize(2_500);
    assertThat(store.accountIndex(CHAIN).keySet()).isEqualTo(named);
    assertThat(store.blocksOf(new AccountId(CHAIN, named.first()))).containsExactly(1L);
  }

  @Test
  void whatIsReplacedIsDeleted() {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int i = 0; i < 1_500; i++) {
      changes.put(new RowKey("t", i < 900 ? "whale" : "e" + i, "i" + i), Optional.of(row(i)));
    }
    apply(store, changes, "0x%040x".formatted(1));
    long keys = number("DBSIZE");
    SortedMap<RowKey, Row> rows = new TreeMap<>(store.allRows(CHAIN));
    store.snapshot();
    for (int i = 0; i < 2; i++) {
      try (PositionStore rebuilt = store.fromSnapshot(0).orElseThrow()) {
        assertThat(store.replace(CHAIN, OWNER, rebuilt)).isInstanceOf(Applied.class);
      }
    }
    assertThat(number("DBSIZE")).isEqualTo(keys);
    assertThat(new TreeMap<>(store.allRows(CHAIN))).isEqualTo(rows);
    assertThat(store.blocksOf(new AccountId(CHAIN, "0x%040x".formatted(1)))).containsExactly(1L);
    apply(store, changes);
  }

  @Test
  void theStreamHasAnEntryPerStepWithItsNumber() {
    apply(store, new TreeMap<>());
    apply(store, new TreeMap<>());
    assertThat(server.answers("XRANGE setoff:{eip155:1}:out - +")).contains("1-0", "2-0", "cursor");
  }
}
