package io.setoff.store;

import static io.setoff.store.SoundChain.CHAIN;
import static io.setoff.store.SoundChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.StoreMaintenance.Place;
import io.setoff.store.StoreMaintenance.Transfer;
import io.setoff.store.StoreReport.Fault;
import io.setoff.store.StoredValue.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Stores at rest: checked, written to a file, and made from one. */
class StoreMaintenanceTest {
  private static final AccountId TRACKED = new AccountId(CHAIN, "0x%040x".formatted(3));
  private static final AccountId LEFT = new AccountId(CHAIN, "0x%040x".formatted(4));
  private static final ChainId ASKED_FOR = ChainId.evm(10);

  private final Opened open = new Opened();
  private final StoreMaintenance maintenance = new StoreMaintenance((chain, values) -> {});
  private final SoundChain chain = new SoundChain(60, 5);

  @TempDir private Path folder;

  @AfterEach
  void close() throws Exception {
    open.closeAll();
  }

  private Path written() {
    Path store = folder.resolve("store");
    try (PositionStore writing = RocksPositionStore.open(store)) {
      write(writing);
    }
    return store;
  }

  private void write(PositionStore writing) {
    chain.writeTo(writing, chain.size());
    writing.track(TRACKED);
    writing.track(LEFT);
    writing.untrack(LEFT);
    writing.quarantine(TRACKED, PositionStoreContract.OFF_BY_ONE);
    writing.track(new AccountId(ASKED_FOR, TRACKED.address()));
  }

  private List<Object> expected() {
    try (PositionStore reference = new MemoryPositionStore()) {
      write(reference);
      return contents(reference);
    }
  }

  @Test
  void whatIsExportedIsWhatIsRestored() {
    Path store = written();
    Path file = folder.resolve("store.setoff");
    StoreReport verified = maintenance.verify(new Place.Folder(store));
    assertThat(verified.faults()).isEmpty();
    assertThat(verified.chains())
        .extracting(StoreReport.Chain::chain)
        .containsExactly(CHAIN, ASKED_FOR);
    Transfer exported = maintenance.exported(new Place.Folder(store), file);
    Path other = folder.resolve("other");
    Transfer restored = maintenance.restored(file, new Place.Folder(other));

    assertThat(restored).isEqualTo(exported);
    assertThat(exported.store()).isEqualTo(verified);
    assertThat(exported.sha256()).isPresent();
    try (PositionStore read = RocksPositionStore.open(other)) {
      assertThat(contents(read)).isEqualTo(expected());
      assertThat(read.tracked(ASKED_FOR)).containsExactly(TRACKED.address());
    }
  }

  @Test
  void aRestoredStoreIsWrittenOn() {
    Path file = folder.resolve("store.setoff");
    Path store = folder.resolve("store");
    try (PositionStore writing = RocksPositionStore.open(store)) {
      chain.writeTo(writing, 30);
    }
    var _ = maintenance.exported(new Place.Folder(store), file);
    var _ = maintenance.restored(file, new Place.Folder(folder.resolve("other")));
    try (PositionStore writing = RocksPositionStore.open(folder.resolve("other"))) {
      chain.writeTo(writing, chain.size());
      assertThat(contents(writing)).isEqualTo(chain.expected(chain.size()));
    }
  }

  @Test
  void anotherEngineIsRestoredAndExportedToTheSameFile() {
    RedisProcess server = open.add(RedisProcess.start(RedisProcess.packaged()));
    Path file = folder.resolve("store.setoff");
    Transfer exported = maintenance.exported(new Place.Folder(written()), file);
    Place redis =
        new Place.Server(
            RedisSettings.of(server.url()),
            Set.of(CHAIN, ASKED_FOR, ChainId.evm(5)),
            folder.resolve("local"));
    assertThat(maintenance.restored(file, redis)).isEqualTo(exported);
    assertThat(maintenance.verify(redis)).isEqualTo(exported.store());
    assertThatThrownBy(() -> maintenance.restored(file, redis))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the store is not empty: it holds eip155:1 up to block");
    try (PositionStore read =
        RedisPositionStore.open(RedisSettings.of(server.url()), folder.resolve("local"))) {
      assertThat(contents(read)).isEqualTo(expected());
    }
    Path back = folder.resolve("back.setoff");
    assertThat(maintenance.exported(redis, back).store()).isEqualTo(exported.store());
    var _ = maintenance.restored(back, new Place.Folder(folder.resolve("back")));
    try (PositionStore read = RocksPositionStore.open(folder.resolve("back"))) {
      assertThat(contents(read)).isEqualTo(expected());
    }
  }

  @Test
  void whatIsBrokenOnAServerIsNamed() {
    RedisProcess server = open.add(RedisProcess.start(RedisProcess.packaged()));
    RedisSettings settings = RedisSettings.of(server.url());
    try (PositionStore store = RedisPositionStore.open(settings, folder.resolve("local"))) {
      write(store);
    }
    Place redis = new Place.Server(settings, Set.of(CHAIN), folder.resolve("local"));
    assertThat(maintenance.verify(redis).faults()).isEmpty();
    assertThat(server.answers("HSET setoff:{eip155:1}:q:%d %s x".formatted(7, LEFT.address())))
        .startsWith(":1");
    assertThat(maintenance.verify(redis).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("quarantined " + LEFT.address()));
  }

  /** A peer that goes on writing, whose folder is open. */
  @Test
  void aStoreIsRebuiltFromASnapshotOfAPeerThatRuns() {
    Path peer = folder.resolve("peer");
    Path file = folder.resolve("store.setoff");
    try (PositionStore running = RocksPositionStore.open(peer)) {
      chain.writeTo(running, 40);
      running.snapshot();
      chain.writeTo(running, 50);
      var _ = maintenance.exported(new Place.NewestSnapshot(peer), file);
      chain.writeTo(running, 60);
      assertThat(contents(running)).isEqualTo(chain.expected(60));
    }
    var _ = maintenance.restored(file, new Place.Folder(folder.resolve("other")));
    try (PositionStore read = RocksPositionStore.open(folder.resolve("other"))) {
      assertThat(contents(read)).isEqualTo(chain.expected(40));
      chain.writeTo(read, 60);
      assertThat(contents(read)).isEqualTo(chain.expected(60));
    }
  }

  @Test
  void aStoreThatIsNotEmptyIsNotRestoredInto() {
    Path store = written();
    Path file = folder.resolve("store.setoff");
    var _ = maintenance.exported(new Place.Folder(store), file);
    assertThatThrownBy(() -> maintenance.restored(file, new Place.Folder(store)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> maintenance.exported(new Place.Folder(store), file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is there already");
    try (PositionStore read = RocksPositionStore.open(store)) {
      assertThat(contents(read)).isEqualTo(expected());
    }
  }

  @Test
  void aChainThatAnotherProcessMayWriteIsNotRestoredInto() {
    RedisSettings settings =
        RedisSettings.of(open.add(RedisProcess.start(RedisProcess.packaged())).url());
    Path file = folder.resolve("store.setoff");
    var _ = maintenance.exported(new Place.Folder(written()), file);
    Place redis = new Place.Server(settings, Set.of(CHAIN, ASKED_FOR), folder.resolve("local"));
    try (PositionStore writer = RedisPositionStore.open(settings, folder.resolve("writer"))) {
      assertThat(writer.acquire(CHAIN, "other")).isInstanceOf(AcquireResult.Acquired.class);
      assertThatThrownBy(() -> maintenance.restored(file, redis))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is written by another process");
      assertThat(writer.tracked(CHAIN)).isEmpty();
    }
    assertThat(maintenance.restored(file, redis).store()).isEqualTo(maintenance.verify(redis));
  }

  @Test
  void aFileThatIsNotWholeIsRefusedAndNothingIsWritten() throws IOException {
    Path file = folder.resolve("store.setoff");
    var _ = maintenance.exported(new Place.Folder(written()), file);
    byte[] whole = Files.readAllBytes(file);
    Path other = folder.resolve("other");
    for (int i = 0; i < whole.length; i += Math.max(1, whole.length / 40)) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      Path damaged = Files.write(folder.resolve("damaged"), flipped);
      assertThatThrownBy(() -> maintenance.restored(damaged, new Place.Folder(other)))
          .isInstanceOf(StoreException.class)
          .hasMessageMatching(".*(is no export|of version|SHA-256).*");
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> maintenance.restored(cut, new Place.Folder(other)))
          .isInstanceOf(StoreException.class);
    }
    assertThat(other).doesNotExist();
  }

  private static void change(Path store, Kind kind, byte[] bytes, String... key)
      throws RocksDBException {
    try (RocksDB db = RocksDB.open(store.toString())) {
      db.put(RocksKeys.of(new StoredValue(kind, CHAIN, List.of(key), bytes)), bytes);
    }
  }

  @Test
  void everythingThatIsWrongIsNamedAndNotExported() throws RocksDBException {
    Path store = written();
    byte[] cutShort = {Codec.VERSION, 1};
    change(store, Kind.ROW, cutShort, "t", "e1", "broken");
    change(store, Kind.ROW, new byte[] {9}, "t", "e1", "newer");
    change(
        store,
        Kind.ROW,
        Codec.encode(RedisScriptedChain.row(1_000_000)),
        "t",
        "e1",
        "above the head");
    change(store, Kind.JOURNAL, cutShort, "7");
    change(store, Kind.ACCOUNT, new byte[] {1}, TRACKED.address(), "8");
    change(store, Kind.TRACKED, new byte[] {7}, TRACKED.address());
    change(store, Kind.QUARANTINED, new byte[] {7}, LEFT.address());
    try (RocksDB db = RocksDB.open(store.toString())) {
      db.put(new byte[] {'x', 0, 'y'}, new byte[0]);
    }
    StoreReport report = maintenance.verify(new Place.Folder(store));
    assertThat(report.faults())
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "x y",
            "journal 0000000000000000007",
            "row t e1 above the head",
            "row t e1 broken",
            "row t e1 newer",
            "blocks of " + TRACKED.address() + " 0000000000000000008",
            "tracked " + TRACKED.address(),
            "quarantined " + LEFT.address());
    Path file = folder.resolve("store.setoff");
    assertThat(maintenance.exported(new Place.Folder(store), file).sha256()).isEmpty();
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("store.setoff.part")).doesNotExist();
  }

  @Test
  void blocksThatDoNotFollowEachOtherAreNamed() throws RocksDBException {
    Path store = written();
    try (RocksDB db = RocksDB.open(store.toString())) {
      db.delete(RocksKeys.cursor(CHAIN));
    }
    assertThat(maintenance.verify(new Place.Folder(store)).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.text()).startsWith("is missing, and there are"));
    Path other = folder.resolve("other");
    try (PositionStore writing = RocksPositionStore.open(other)) {
      chain.writeTo(writing, 60);
    }
    long height;
    try (PositionStore read = RocksPositionStore.open(other)) {
      height = read.journal(CHAIN).get(4).block().height();
    }
    try (RocksDB db = RocksDB.open(other.toString())) {
      db.delete(RocksKeys.journal(CHAIN, height));
    }
    assertThat(maintenance.verify(new Place.Folder(other)).faults())
        .extracting(Fault::key)
        .contains("journal " + (height + 1));
  }

  @Test
  void aStoreOfAnEarlierFormatIsReadAgainAndKeepsWhatNoChainTells()
      throws RocksDBException, IOException {
    Path store = written();
    change(store, Kind.CURSOR, new byte[] {3, 0});
    try (PositionStore migrated = RocksPositionStore.open(store)) {
      assertThat(migrated.cursor(CHAIN)).isEmpty();
      assertThat(migrated.accountIndex(CHAIN)).isEmpty();
      assertThat(migrated.tracked(CHAIN)).containsExactly(TRACKED.address());
      assertThat(migrated.quarantineOf(TRACKED)).contains(PositionStoreContract.OFF_BY_ONE);
      chain.writeTo(migrated, 60);
      assertThat(contents(migrated)).isEqualTo(expected());
    }
    Path former = store.resolve("former/format-3");
    try (RocksDB db = RocksDB.open(former.toString())) {
      assertThat(db.get(RocksKeys.cursor(CHAIN))).containsExactly(3, 0);
    }
    assertThat(maintenance.verify(new Place.Folder(store)).faults()).isEmpty();
  }

  @Test
  void aStoreOfALaterFormatIsRefusedWithTheWayOutAndLeftAlone() throws RocksDBException {
    Path store = written();
    change(store, Kind.CURSOR, new byte[] {(byte) (Codec.VERSION + 1), 0});
    assertThatThrownBy(() -> RocksPositionStore.open(store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("stored in format 5 by a newer release")
        .hasMessageContaining("start that release again");
    try (RocksDB db = RocksDB.open(store.toString())) {
      assertThat(db.get(RocksKeys.cursor(CHAIN))).containsExactly(Codec.VERSION + 1, 0);
    }
  }

  @Test
  void aFileOfAnotherVersionIsRefusedWithTheWayOut() throws IOException {
    Path file = folder.resolve("store.setoff");
    var _ = maintenance.exported(new Place.Folder(written()), file);
    try (RandomAccessFile header = new RandomAccessFile(file.toFile(), "rw")) {
      header.seek(Archive.MAGIC.length);
      header.write(2);
    }
    assertThatThrownBy(() -> maintenance.restored(file, new Place.Folder(folder.resolve("other"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("import it with the release that wrote it");
  }
}
