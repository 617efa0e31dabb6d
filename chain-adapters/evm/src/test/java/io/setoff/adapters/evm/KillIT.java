package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.kernel.ChainFollower;
import io.setoff.adapters.kernel.FollowerSettings;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.JournalEntry;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while indexing, again and again, loses and duplicates nothing. */
class KillIT {
  private static final int KILLS = 6;
  private static final long SEED = 20261121;

  @Test
  void afterKillsTheStoreEqualsOneThatWasNeverKilled(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (Devnet devnet = Devnet.start()) {
      devnet.play();
      try (DevnetChain chain = new DevnetChain(devnet, "A")) {
        String[] args = arguments(devnet, chain, folder.resolve("killed"));
        Random random = new Random(SEED);
        long height = 0;
        for (int i = 0; i < KILLS; i++) {
          height += 1 + random.nextInt((int) chain.head() / (KILLS + 1));
          killAfter(height, args);
        }
        try (PositionStore store = RocksPositionStore.open(folder.resolve("killed"))) {
          assertThat(contents(store, args)).isEqualTo(contents(new MemoryPositionStore(), args));
        }
      }
    }
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

  /** Starts an indexer, and kills it in the middle of the block after {@code height}. */
  private static void killAfter(long height, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IndexerProcess.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader heights = process.inputReader()) {
      String line = heights.readLine();
      while (line != null && Long.parseLong(line) < height) {
        line = heights.readLine();
      }
      assertThat(line).as("the indexer ended by itself").isNotNull();
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
            new FollowerSettings("last", 0, Duration.ofMillis(20), 50, 1_000_000, 2, 0),
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
    public void health(ChainHealth health) {}
  }
}
