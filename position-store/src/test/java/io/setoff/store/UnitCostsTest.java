package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a row costs in each engine, as {@code ./setoff plan} takes it: UnitCosts of the command line
 * has the numbers. {@code -Dsetoff.costs.rows=N} for more rows; it prints what it finds.
 */
class UnitCostsTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final int ROWS = Integer.getInteger("setoff.costs.rows", 20_000);
  private static final int ROWS_OF_AN_ACCOUNT = 4;
  private static final int BATCH = 5_000;
  private static final int BALANCE_BITS = 90;

  /** Bytes that a row may take in the book of a gateway. */
  private static final int MOST_HEAP = 150;

  @TempDir private Path folder;

  /** Scaled balances of lending accounts, each changed by one log, in a block of its own. */
  private static List<SortedMap<RowKey, Optional<Row>>> rows(BlockRef block) {
    Random random = new Random(1);
    List<SortedMap<RowKey, Optional<Row>>> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; from += BATCH) {
      SortedMap<RowKey, Optional<Row>> batch = new TreeMap<>();
      for (int i = from; i < Math.min(ROWS, from + BATCH); i++) {
        String account = address(new Random(i / ROWS_OF_AN_ACCOUNT));
        LogRef log = new LogRef(hash(random), random.nextInt(300));
        batch.put(
            new RowKey("aave-v3:core/scaled", account, address(new Random(-1 - i % 40))),
            Optional.of(
                new Row(
                    List.of(new BigInteger(BALANCE_BITS, random)),
                    new Origin(block.height(), hash(random), Optional.of(log)))));
      }
      batches.add(batch);
    }
    return batches;
  }

  private static String hash(Random random) {
    return "0x%064x".formatted(new BigInteger(255, random));
  }

  private static String address(Random random) {
    return "0x%040x".formatted(new BigInteger(159, random));
  }

  private static void write(PositionStore store) {
    store.acquire(CHAIN, "costs");
    Optional<BlockRef> head = Optional.empty();
    for (SortedMap<RowKey, Optional<Row>> changes :
        rows(ReferenceChain.block(1, "costs", ReferenceChain.hash("g")))) {
      long height = head.map(block -> block.height() + 1).orElse(1L);
      BlockRef block = ReferenceChain.block(height, "c" + height, ReferenceChain.hash("p"));
      Unit unit = new Unit(block, false, changes);
      assertThat(
              store.apply(
                  new Batch(
                      CHAIN,
                      "costs",
                      head,
                      Optional.empty(),
                      List.of(unit),
                      height,
                      height,
                      height)))
          .isInstanceOf(ApplyResult.Applied.class);
      head = Optional.of(block);
    }
  }

  private static void found(String what, long bytes, long atLeast, long atMost) {
    long each = bytes / ROWS;
    System.out.printf("%s: %d bytes a row, of %,d%n", what, each, ROWS);
    assertThat(each).as(what).isBetween(atLeast, atMost);
  }

  @Test
  void onDisk() throws IOException {
    Path store = folder.resolve("store");
    try (PositionStore writing = RocksPositionStore.open(store)) {
      write(writing);
    }
    // What is in the log moves to a table.
    RocksPositionStore.open(store).close();
    try (Stream<Path> files = Files.list(store)) {
      long bytes =
          files
              .filter(file -> file.getFileName().toString().endsWith(".sst"))
              .mapToLong(file -> file.toFile().length())
              .sum();
      found("RocksDB", bytes, 60, 260);
    }
  }

  @Test
  void inRedis() {
    try (RedisProcess server = RedisProcess.start(RedisProcess.packaged(), "--appendonly", "no")) {
      inRedis(server, RedisSettings.of(server.url()));
    }
  }

  private void inRedis(RedisProcess server, RedisSettings settings) {
    try (PositionStore store =
        RedisPositionStore.open(
            settings, folder.resolve("local"), Optional.of(Turns.FREE), RedisHashes.Lag.NONE)) {
      long before = used(server);
      write(store);
      assertThat(server.answers("XTRIM " + RedisKeys.of(settings, CHAIN).out() + " MAXLEN 0"))
          .as("the stream keeps so many steps, however many rows there are")
          .startsWith(":");
      found("Redis", used(server) - before, 100, 420);
    }
  }

  private static long used(RedisProcess server) {
    return server
        .answers("INFO memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** As the book of a gateway holds them. */
  @Test
  void inTheHeap() {
    long before = heap();
    ChainReplica book = book();
    found("heap", heap() - before, 60, MOST_HEAP);
    assertThat(book.states()).hasSize(1);
  }

  private static ChainReplica book() {
    BlockRef block = ReferenceChain.block(1, "costs", ReferenceChain.hash("g"));
    TreeMap<RowKey, Row> all = new TreeMap<>();
    rows(block).forEach(batch -> batch.forEach((key, row) -> all.put(key, row.orElseThrow())));
    ChainReplica book = new ChainReplica();
    book.reset(new ChainCursor(1, block, block, 1, 1, 0), all, List.of());
    return book;
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
