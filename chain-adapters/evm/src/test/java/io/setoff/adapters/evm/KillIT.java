package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.JournalEntry;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.Quarantine;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at any instant of indexing, with blocks and reorganisations while the indexer is down,
 * again and again, loses and duplicates nothing. {@code -Dsetoff.kills=N} for more, a multiple of
 * ten.
 */
class KillIT {
  /** Kills between two comparisons. */
  private static final int COMPARED = 10;

  private static final int KILLS = Integer.getInteger("setoff.kills", COMPARED);
  private static final long SEED = 20261121;

  /** Few: a node keeps the state of some hundred blocks, which an index from nothing reads. */
  private static final int MOST_BLOCKS = 3;

  private static final int DEEPEST = 12;

  /** From before the first block is read to after the last one is. */
  private static final long LATEST_KILL_NANOS = 500_000_000;

  @Test
  void afterKillsTheStoreEqualsOneThatWasNeverKilled(@TempDir Path folder)
      throws IOException, InterruptedException {
    Random random = new Random(SEED);
    try (Devnet devnet = Devnet.start();
        PositionStore neverKilled = new MemoryPositionStore()) {
      devnet.play();
      try (DevnetChain chain = new DevnetChain(devnet, "A")) {
        String[] args = arguments(devnet, chain, folder.resolve("killed"));
        for (int i = 0; i < KILLS; i++) {
          killOnce(random, args);
          changeTheChain(random, devnet, chain);
          if (i % COMPARED == COMPARED - 1) {
            try (PositionStore store = RocksPositionStore.open(folder.resolve("killed"))) {
              List<Object> killed = contents(store, args);
              assertThat(killed).isEqualTo(contents(neverKilled, args));
              if (i < COMPARED) {
                assertThat(killed).isEqualTo(contents(new MemoryPositionStore(), args));
              }
            }
          }
        }
      }
    }
  }

  /** New blocks on the head or, every other time, in the place of the newest ones. */
  private static void changeTheChain(Random random, Devnet devnet, DevnetChain chain) {
    if (random.nextBoolean()) {
      int depth = 1 + random.nextInt(DEEPEST);
      chain
          .rpc()
          .call("anvil_reorg", depth, List.of(List.of(wrap(random, devnet, chain), depth - 1)));
    }
    int blocks = 1 + random.nextInt(MOST_BLOCKS);
    for (int i = 0; i < blocks; i++) {
      if (random.nextBoolean()) {
        chain.rpc().call("eth_sendTransaction", wrap(random, devnet, chain));
      }
      chain.rpc().call("anvil_mine", "0x1");
    }
  }

  private static Map<String, Object> wrap(Random random, Devnet devnet, DevnetChain chain) {
    String weth = chain.address("tokens/WETH");
    return Map.of(
        "from",
        devnet.account("hedged"),
        "to",
        weth,
        "value",
        "0x" + Long.toHexString(1 + random.nextInt(1_000_000)),
        "data",
        EvmCall.of(weth, "deposit()", new BigInteger[0]).data());
  }

  private static String[] arguments(Devnet devnet, DevnetChain chain, Path store) {
    return new String[] {
      store.toString(),
      devnet.rpc("A"),
      chain.id().value(),
      chain.address("tokens/WETH"),
      chain.address("aave/pool"),
      chain.address("aave/configurator"),
      devnet.account("hedged")
    };
  }

  /** Starts an indexer, and kills it some time after it opened its store. */
  private static void killOnce(Random random, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IndexerProcess.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).as("the indexer ended by itself").isNotNull();
      LockSupport.parkNanos(random.nextLong(LATEST_KILL_NANOS));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Brings the store to the head, and returns everything it holds. */
  private static List<Object> contents(PositionStore store, String... args) {
    ChainId chain = new ChainId(args[2]);
    store.track(new AccountId(chain, args[6]));
    ChainFollower follower =
        new ChainFollower(
            IndexerProcess.adapter(args).source(),
            store,
            new FollowerSettings(
                "last",
                0,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                50,
                1_000_000,
                2,
                Duration.ofSeconds(1),
                0),
            Clock.systemUTC());
    while (follower.advance(Long.MAX_VALUE)) {
      // ranges
    }
    Image image = new Image();
    store.subscribe(chain, image);
    return List.of(image.rows, image.journal, image.head.orElseThrow());
  }

  private static final class Image implements Subscriber {
    private Map<RowKey, Row> rows = new TreeMap<>();
    private List<JournalEntry> journal = List.of();
    private Optional<BlockRef> head = Optional.empty();

    @Override
    public void image(ChainCursor cursor, Map<RowKey, Row> allRows, List<JournalEntry> allJournal) {
      rows = new TreeMap<>(allRows);
      journal = allJournal;
      head = Optional.of(cursor.head());
    }

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {}

    @Override
    public void quarantined(SortedMap<String, Quarantine> marks) {}

    @Override
    public void health(ChainHealth health) {}
  }
}
