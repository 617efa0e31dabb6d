package io.setoff.store;

import static io.setoff.store.SoundChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What disks do to the embedded store (rows P1 to P3 of the catalogue). Whatever happens it is
 * refused with its reason, or the store is as after one of the batches. {@code
 * -Dsetoff.disks.scale=10} for the full counts.
 */
class DiskFaultsTest {
  private static final int SCALE = Integer.getInteger("setoff.disks.scale", 1);
  private static final long SEED = Long.getLong("setoff.disks.seed", 20261130);
  private static final String EMBEDDED = "-";
  private static final StoreMaintenance MAINTENANCE = new StoreMaintenance((chain, values) -> {});

  @TempDir private Path folder;

  /** All that was acknowledged, and at most the batch that was being written. */
  private static void assertIsOfTheChain(Path store, SoundChain chain, int acknowledged) {
    try (PositionStore read = RocksPositionStore.open(store)) {
      int done = chain.done(read);
      assertThat(done).isBetween(acknowledged, acknowledged + 1);
      assertThat(contents(read)).isEqualTo(chain.expected(done));
    }
  }

  @Test
  void afterAKillAtAnyInstantAllThatWasAcknowledgedIsThere() {
    Random random = new Random(SEED);
    Path store = folder.resolve("store");
    SoundChain chain = new SoundChain(3_000 * SCALE, SEED);
    int acknowledged = 0;
    for (int kill = 0; kill < 10 * SCALE; kill++) {
      try (StoreWriter writer = StoreWriter.start(store, EMBEDDED, chain.size(), SEED)) {
        int more = random.nextInt(100);
        writer.awaitAcknowledged(acknowledged + more);
        writer.kill();
        acknowledged = Math.max(acknowledged, writer.acknowledged());
      }
      assertIsOfTheChain(store, chain, acknowledged);
    }
    assertThat(acknowledged).isPositive();
    assertThat(MAINTENANCE.verify(new StoreMaintenance.Place.Folder(store)).faults()).isEmpty();
  }

  /** In a user namespace of its own, where a small disk can be mounted. */
  private StoreWriter onSmallDisk(String mount, SoundChain chain, String... more) {
    Path disk = folder.resolve("disk");
    String setUp = "mount -t tmpfs -o size=3m none '%s' && %s".formatted(disk, mount);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c"));
    command.add(setUp + " && exec \"$0\" \"$@\"");
    command.addAll(StoreWriter.command(disk.resolve("store"), EMBEDDED, chain.size(), SEED));
    command.addAll(List.of(more));
    return StoreWriter.start(command);
  }

  private static void assumeNamespaces() {
    try {
      Process probe =
          new ProcessBuilder(
                  "unshare",
                  "--user",
                  "--map-root-user",
                  "--mount",
                  "mount",
                  "-t",
                  "tmpfs",
                  "none",
                  "/tmp")
              .redirectErrorStream(true)
              .start();
      probe.getInputStream().readAllBytes();
      assumeTrue(probe.onExit().join().exitValue() == 0, "no user namespaces here");
    } catch (IOException e) {
      assumeTrue(false, "no user namespaces here: " + e);
    }
  }

  @Test
  void aFullDiskIsNamedAndTheStoreGoesOnOnceThereIsRoom() throws IOException {
    assumeNamespaces();
    Files.createDirectory(folder.resolve("disk"));
    for (int i = 0; i < 3 * SCALE; i++) {
      SoundChain chain = new SoundChain(700, SEED);
      String ballast =
          "head -c %dk /dev/zero > '%s/ballast'".formatted(2_500 + 7 * i, folder.resolve("disk"));
      try (StoreWriter writer = onSmallDisk(ballast, chain, "ballast")) {
        assertThat(writer.awaitEnd()).isZero();
        assertThat(writer.refusals())
            .isNotEmpty()
            .allSatisfy(refusal -> assertThat(refusal).contains("No space left on device"));
        assertThat(writer.refusals().getFirst()).contains("make room on the disk");
        assertThat(writer.acknowledged()).isEqualTo(chain.size());
      }
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    assumeNamespaces();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    SoundChain chain = new SoundChain(10, SEED);
    String readOnly = "mkdir '%s/store' && mount -o remount,ro '%s'".formatted(disk, disk);
    try (StoreWriter writer = onSmallDisk(readOnly, chain)) {
      assertThat(writer.awaitEnd()).isEqualTo(3);
      assertThat(writer.refusals())
          .singleElement()
          .asString()
          .contains("cannot open the position store in")
          .contains("Read-only file system");
    }
  }

  /** A store with files of tables, one log after them, and what it holds after each batch. */
  private Path written(SoundChain chain, String name) {
    Path store = folder.resolve(name);
    for (int to : List.of(chain.size() / 3, 2 * chain.size() / 3, chain.size())) {
      try (PositionStore writing = RocksPositionStore.open(store)) {
        chain.writeTo(writing, to);
      }
    }
    return store;
  }

  private Path copy(Path store, int number) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy-" + number));
    for (Path file : files(store)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  private static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Path> matching(Path store, String names) throws IOException {
    return files(store).stream()
        .filter(file -> file.getFileName().toString().matches(names))
        .filter(file -> file.toFile().length() > 0)
        .toList();
  }

  private static void flip(Path file, long bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
    Files.write(file, bytes);
  }

  /** Empty when it was refused; else what is in it, which is a state of the chain. */
  private static Optional<Integer> read(Path store, SoundChain chain) {
    try (PositionStore read = RocksPositionStore.open(store)) {
      int done = chain.done(read);
      List<Object> found = contents(read);
      assertThat(found).isEqualTo(chain.expected(done));
      return Optional.of(done);
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining("store verify");
      return Optional.empty();
    }
  }

  @Test
  void aFlippedBitIsFoundOrChangesNothing() throws IOException {
    Random random = new Random(SEED);
    SoundChain chain = new SoundChain(45, SEED);
    Path store = written(chain, "store");
    int refused = 0;
    for (int i = 0; i < 100 * SCALE; i++) {
      Path copy = copy(store, i);
      List<Path> files = matching(copy, ".*\\.(sst|log)|MANIFEST-.*|CURRENT");
      Path file = files.get(random.nextInt(files.size()));
      flip(file, random.nextLong(Byte.SIZE * Files.size(file)));
      boolean sound = isSound(copy);
      Optional<Integer> done = read(copy, chain);
      assertThat(done).as(file + " of " + SEED).isIn(Optional.empty(), Optional.of(chain.size()));
      if (done.isEmpty()) {
        refused++;
        assertThat(sound).as("verify says so too").isFalse();
      }
      Snapshots.delete(copy);
    }
    assertThat(refused).isPositive();
  }

  private static boolean isSound(Path store) {
    try {
      return MAINTENANCE.verify(new StoreMaintenance.Place.Folder(store)).isSound();
    } catch (StoreException _) {
      return false;
    }
  }

  /** As when the power fails while the newest batch is written. */
  @Test
  void aWriteThatWasCutShortWasNeverDone() throws IOException {
    Random random = new Random(SEED);
    int torn = 0;
    for (int i = 0; i < 20 * SCALE; i++) {
      SoundChain chain = new SoundChain(10, SEED + i);
      Path store = folder.resolve("torn-" + i);
      try (PositionStore writing = RocksPositionStore.open(store)) {
        chain.writeTo(writing, chain.size() - 1);
        Path log = matching(store, ".*\\.log").getLast();
        long before = Files.size(log);
        assertThat(chain.apply(writing, chain.size() - 1)).isInstanceOf(ApplyResult.Applied.class);
        Path copy = copy(store, i);
        Path copied = copy.resolve(log.getFileName());
        long cut = before + random.nextLong(Files.size(copied) - before);
        try (FileChannel channel = FileChannel.open(copied, StandardOpenOption.WRITE)) {
          channel.truncate(cut);
        }
        torn++;
        assertIsOfTheChain(copy, chain, chain.size() - 1);
        try (PositionStore goingOn = RocksPositionStore.open(copy)) {
          chain.writeTo(goingOn, chain.size());
          assertThat(contents(goingOn)).isEqualTo(chain.expected(chain.size()));
        }
      }
    }
    assertThat(torn).isEqualTo(20 * SCALE);
  }

  @Test
  void aStoreWithoutTheFileThatNamesItsFilesIsNotBegunAnew() throws IOException {
    SoundChain chain = new SoundChain(20, SEED);
    Path store = written(chain, "store");
    Files.delete(store.resolve("CURRENT"));
    List<Path> before = files(store);
    assertThatThrownBy(() -> RocksPositionStore.open(store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("store import");
    assertThat(files(store)).isEqualTo(before);
  }
}
