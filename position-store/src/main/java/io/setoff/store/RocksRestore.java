package io.setoff.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Fills an empty folder with a store. It is written in a folder inside, whose files are moved out
 * when all of it is there; the one that makes them a store comes last.
 */
final class RocksRestore implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 20;

  private final Path folder;
  private final Path room;
  private final Options options = RocksFolder.options().setCreateIfMissing(true);
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final WriteBatch batch = new WriteBatch();
  private final RocksDB db;

  /**
   * Begins.
   *
   * @throws StoreException when there is something in the folder
   */
  RocksRestore(Path folder) {
    this.folder = folder;
    this.room = folder.resolve("import.part");
    RocksDB.loadLibrary();
    try {
      Files.createDirectories(folder);
      if (Files.exists(room)) {
        Snapshots.delete(room);
      }
      requireEmpty(folder);
      Files.createDirectory(room);
      this.db = RocksDB.open(options, room.toString());
    } catch (IOException e) {
      throw new StoreException("cannot use " + folder + ": " + e.getMessage(), e);
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot use " + folder, e);
    }
  }

  /** A folder of a volume of its own has one of the file system's. */
  static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !file.getFileName().toString().equals("lost+found"))) {
        throw new StoreException(
            folder
                + " is not empty: a store is restored into an empty folder, or one that is not"
                + " there");
      }
    }
  }

  void add(StoredValue value) {
    try {
      batch.put(RocksKeys.of(value), value.bytes());
      if (batch.getDataSize() >= BATCH_BYTES) {
        write();
      }
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot write to " + room, e);
    }
  }

  private void write() throws RocksDBException {
    db.write(unlogged, batch);
    batch.clear();
  }

  /** Makes it the folder's store. */
  void finish() {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      write();
      db.flush(flush);
      db.closeE();
      for (Path file : currentLast()) {
        Files.move(file, folder.resolve(file.getFileName()));
      }
      Files.delete(room);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new StoreException("cannot fill " + folder + ": " + e.getMessage(), e);
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot fill " + folder, e);
    }
  }

  private List<Path> currentLast() throws IOException {
    try (Stream<Path> files = Files.list(room)) {
      return files
          .sorted(Comparator.comparing(file -> file.getFileName().toString().equals("CURRENT")))
          .toList();
    }
  }

  /** What was not finished is gone. */
  @Override
  public void close() {
    batch.close();
    unlogged.close();
    db.close();
    options.close();
    try {
      if (Files.exists(room)) {
        Snapshots.delete(room);
      }
    } catch (IOException e) {
      throw new StoreException("cannot delete " + room, e);
    }
  }
}
