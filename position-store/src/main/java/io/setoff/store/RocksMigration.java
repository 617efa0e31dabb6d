package io.setoff.store;

import io.setoff.store.StoredValue.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Takes a store of an earlier format to today's. What an earlier release kept of a chain is not
 * enough to answer from, so the chain is read again; which accounts are tracked and quarantined,
 * which no chain tells, stays. The store as it was is set aside in {@code former} of its folder.
 */
final class RocksMigration {
  private static final System.Logger LOG = System.getLogger(RocksMigration.class.getName());

  private RocksMigration() {}

  /**
   * Migrates when there is something to.
   *
   * @throws StoreException when the store is of a later format
   */
  static void migrate(RocksDB db, Path folder, WriteOptions synced)
      throws RocksDBException, IOException {
    Optional<Integer> found = oldest(db);
    if (found.isEmpty() || found.get() == Codec.VERSION) {
      return;
    }
    Path former = folder.resolve("former").resolve("format-" + found.get());
    if (!Files.exists(former)) {
      Files.createDirectories(former.resolveSibling("."));
      try (Checkpoint checkpoint = Checkpoint.create(db)) {
        checkpoint.createCheckpoint(former.toString());
      }
    }
    try (WriteBatch batch = new WriteBatch()) {
      for (Kind kind : List.of(Kind.CURSOR, Kind.JOURNAL, Kind.ROW, Kind.ACCOUNT)) {
        String code = String.valueOf(kind.code());
        batch.deleteRange(RocksKeys.within(code), RocksKeys.after(code));
      }
      db.write(synced, batch);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        ("the position store in {0} was of format {1}, this release keeps more (format {2}): the"
            + " chains are read again. It is set aside in {3}, which may be deleted"),
        folder,
        found.get(),
        Codec.VERSION,
        former);
  }

  /** The oldest format of a chain, unless one is newer than this release. */
  private static Optional<Integer> oldest(RocksDB db) throws RocksDBException {
    TreeSet<Integer> versions = new TreeSet<>();
    byte[] within = RocksKeys.within(RocksKeys.CURSOR);
    try (RocksIterator it = db.newIterator()) {
      for (it.seek(within); it.isValid() && RocksKeys.begins(it.key(), within); it.next()) {
        versions.add(it.value().length == 0 ? 0 : it.value()[0] & 0xff);
      }
      it.status();
    }
    if (!versions.isEmpty()) {
      Codec.refuseNewer(versions.last());
    }
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.first());
  }
}
