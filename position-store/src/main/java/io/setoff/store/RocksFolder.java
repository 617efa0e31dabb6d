package io.setoff.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;

/** What a folder of RocksDB must be, and what its faults mean. */
final class RocksFolder {
  private static final String CURRENT = "CURRENT";

  /** The word of RocksDB for a file that it knows of and cannot find. */
  private static final String MISSING = "No such file or directory";

  private static final String WAY_OUT =
      "\"./setoff store verify\" names all that is damaged; restore with \"./setoff store import\","
          + " or give it an empty folder: the chains are read again";

  private RocksFolder() {}

  /**
   * Checks everything that it reads. A write that a crash cut short is dropped, for nobody was told
   * that it was done; a log that is damaged elsewhere is refused, not cut off there.
   */
  static Options options() {
    return new Options()
        .setParanoidChecks(true)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
  }

  /** Whether there is a store in the folder. */
  static boolean hasStore(Path folder) {
    return Files.exists(folder.resolve(CURRENT));
  }

  /**
   * Refuses a folder that has a store's files but not the one that names them: RocksDB would begin
   * a new store and delete them.
   */
  static void requireWhole(Path folder) throws IOException {
    if (hasStore(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> left =
          files
              .filter(file -> file.getFileName().toString().matches("MANIFEST-.*|.*\\.(sst|log)"))
              .findFirst();
      if (left.isPresent()) {
        throw new StoreException(
            "the position store in %s is damaged: it has %s, but no %s; %s"
                .formatted(folder, left.get().getFileName(), CURRENT, WAY_OUT));
      }
    }
  }

  /**
   * Keeps gateways out of the folder until it is closed.
   *
   * @throws StoreException when one has it open
   */
  static FileChannel lock(Path folder) {
    Path file = folder.resolve("LOCK");
    try {
      FileChannel channel =
          Files.isWritable(file)
              ? FileChannel.open(file, StandardOpenOption.WRITE)
              : FileChannel.open(folder.resolve(CURRENT), StandardOpenOption.READ);
      if (Files.isWritable(file) && channel.tryLock() == null) {
        channel.close();
        throw new StoreException(
            "a gateway has the position store in %s open: stop it first, or read the newest of its"
                    .formatted(folder)
                + " snapshots with --snapshot");
      }
      return channel;
    } catch (IOException e) {
      throw new StoreException("cannot lock the position store in " + folder, e);
    }
  }

  /** An exception that says what a fault means and what to do. */
  static StoreException failed(String what, RocksDBException fault) {
    Optional<Status> status = Optional.ofNullable(fault.getStatus());
    String text = what + ": " + fault.getMessage();
    if (status.map(Status::getSubCode).filter(Status.SubCode.NoSpace::equals).isPresent()) {
      text += "; make room on the disk and start again: nothing that was stored is lost";
    } else if (status.map(Status::getCode).filter(Status.Code.Corruption::equals).isPresent()
        || text.contains(MISSING)) {
      text += "; " + WAY_OUT;
    }
    return new StoreException(text, fault);
  }
}
