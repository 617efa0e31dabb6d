package io.setoff.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Snapshots of a RocksDB folder, which share its files and so cost little, and scratch copies of
 * them. They are in the folder itself: whoever deletes the store deletes them too. Thread-safe:
 * each chain's writer takes them.
 */
final class Snapshots {
  static final int KEPT = 3;

  private static final String NAME = "snapshots";

  private final Path snapshots;
  private final Path scratch;

  Snapshots(Path folder) throws IOException {
    snapshots = folder.resolve(NAME);
    scratch = folder.resolve("scratch");
    Files.createDirectories(snapshots);
    Files.createDirectories(scratch);
    for (Path left : list(scratch)) {
      delete(left);
    }
  }

  /** One that is old leaves the list before its files go: what a crash leaves of it is scratch. */
  synchronized void take(RocksDB db) throws IOException, RocksDBException {
    long number = newestFirst().stream().mapToLong(Snapshots::number).max().orElse(0) + 1;
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(snapshots.resolve("%019d".formatted(number)).toString());
    }
    for (Path old : newestFirst().stream().skip(KEPT).toList()) {
      delete(Files.move(old, scratch.resolve(old.getFileName())));
    }
  }

  private static long number(Path snapshot) {
    return Long.parseLong(snapshot.getFileName().toString());
  }

  /** An empty folder to build in. */
  Path emptyFolder() throws IOException {
    return Files.createTempDirectory(scratch, "rebuild");
  }

  /** A copy of a snapshot to build in; the files that RocksDB never changes are shared. */
  synchronized Optional<Path> copy(int age) throws IOException {
    Optional<Path> snapshot = newestFirst().stream().skip(age).findFirst();
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    Path copy = emptyFolder();
    for (Path file : list(snapshot.get())) {
      Path target = copy.resolve(file.getFileName());
      if (file.getFileName().toString().endsWith(".sst")) {
        Files.createLink(target, file);
      } else {
        Files.copy(file, target);
      }
    }
    return Optional.of(copy);
  }

  /** The newest of the store in a folder, whoever has it open. */
  static Optional<Path> newest(Path folder) throws IOException {
    Path snapshots = folder.resolve(NAME);
    return Files.isDirectory(snapshots)
        ? newestFirst(snapshots).stream().findFirst()
        : Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    return newestFirst(snapshots);
  }

  /** A checkpoint that was not finished has another name: RocksDB renames it at the end. */
  private static List<Path> newestFirst(Path snapshots) throws IOException {
    return list(snapshots).stream()
        .filter(path -> path.getFileName().toString().matches("[0-9]{19}"))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
