package io.setoff.store;

import io.setoff.model.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with stores at rest: they are checked, written to a file, and made from one. It
 * takes the memory of a few values, but for a restored Redis, which takes that of a chain.
 */
public final class StoreMaintenance {
  private final Progress progress;

  /** Tells how far it is. */
  public StoreMaintenance(Progress progress) {
    this.progress = progress;
  }

  /** Hears how far something that takes long is. */
  public interface Progress {
    /** So many values of a chain are done. */
    void at(ChainId chain, long values);
  }

  /** Where a store is. */
  public sealed interface Place {
    /** A RocksDB folder, that no process has open. */
    record Folder(Path path) implements Place {}

    /**
     * The newest snapshot of a folder, whoever has that open.
     *
     * @param path the folder, not the snapshot's own
     */
    record NewestSnapshot(Path path) implements Place {}

    /**
     * A Redis.
     *
     * @param chains that are looked for
     * @param folder of this process alone
     */
    record Server(RedisSettings settings, Set<ChainId> chains, Path folder) implements Place {
      public Server {
        chains = Set.copyOf(chains);
      }
    }
  }

  /**
   * A file that was written or read.
   *
   * @param store what is in it
   * @param sha256 at its end, of all before; empty when nothing was written because the store is
   *     not sound
   */
  public record Transfer(StoreReport store, Optional<String> sha256) {}

  /**
   * Reads everything.
   *
   * @throws StoreException when it cannot be opened or does not answer
   */
  public StoreReport verify(Place place) {
    try (StoredValues values = open(place)) {
      return StoreCheck.of(values, new Counting());
    }
  }

  /**
   * Writes a store to a file, unless something is wrong with it.
   *
   * @throws StoreException when it cannot be opened or does not answer, or the file is there or
   *     cannot be written
   */
  public Transfer exported(Place place, Path file) {
    try (StoredValues values = open(place);
        ArchiveWriter archive = new ArchiveWriter(file)) {
      StoreReport report = StoreCheck.of(values, new Counting(archive));
      return new Transfer(
          report, report.isSound() ? Optional.of(archive.finish()) : Optional.empty());
    }
  }

  private static StoredValues open(Place place) {
    return switch (place) {
      case Place.Folder folder -> RocksStoredValues.open(folder.path());
      case Place.NewestSnapshot of -> RocksStoredValues.open(newest(of.path()));
      case Place.Server server -> new RedisStoredValues(server.settings(), server.chains());
    };
  }

  private static Path newest(Path folder) {
    try {
      return Snapshots.newest(folder)
          .orElseThrow(() -> new StoreException("there is no snapshot in " + folder));
    } catch (IOException e) {
      throw new StoreException("cannot read the snapshots in " + folder, e);
    }
  }

  /**
   * Fills an empty store. The file is read twice: nothing is written when it is damaged.
   *
   * @throws StoreException when the store is not empty or cannot be written, or the file is damaged
   */
  public Transfer restored(Path file, Place place) {
    if (!Files.isReadable(file)) {
      throw new StoreException("cannot read " + file);
    }
    ArchiveReader archive = new ArchiveReader(file);
    String digest = archive.digest();
    StoreReport report =
        switch (place) {
          case Place.Folder folder -> restored(archive, folder.path());
          case Place.NewestSnapshot of ->
              throw new IllegalArgumentException(of + " is a snapshot, which is never written to");
          case Place.Server server -> restored(archive, server);
        };
    return new Transfer(report, Optional.of(digest));
  }

  private StoreReport restored(ArchiveReader archive, Path folder) {
    try (RocksRestore target = new RocksRestore(folder)) {
      StoreCheck check = new StoreCheck();
      Counting counting = new Counting();
      archive.tell(
          check::begin,
          value -> {
            check.value(value);
            counting.value(value);
            target.add(value);
          });
      StoreReport report = sound(check.report());
      target.finish();
      return report;
    }
  }

  private static StoreReport sound(StoreReport report) {
    if (!report.isSound()) {
      throw new StoreException("the file holds a state that is not sound: " + report.faults());
    }
    return report;
  }

  private StoreReport restored(ArchiveReader archive, Place.Server server) {
    StoreReport report = check(archive);
    try (RedisPositionStore store = RedisPositionStore.open(server.settings(), server.folder())) {
      report
          .chains()
          .forEach(chain -> Gathered.requireNothing(chain.chain(), store.kept(chain.chain())));
      for (StoreReport.Chain wanted : report.chains()) {
        Gathered gathered = new Gathered();
        Counting counting = new Counting();
        archive.tell(
            _ -> {},
            value -> {
              if (value.chain().equals(wanted.chain())) {
                gathered.add(value);
                counting.value(value);
              }
            });
        gathered.restore(store, wanted.chain());
      }
    }
    return report;
  }

  private static StoreReport check(ArchiveReader archive) {
    StoreCheck check = new StoreCheck();
    archive.tell(check::begin, check::value);
    return sound(check.report());
  }

  /** Counts what it passes on. */
  private final class Counting implements StoredValues.Visitor {
    private final List<StoredValues.Visitor> next;
    private long count;

    Counting(StoredValues.Visitor... next) {
      this.next = List.of(next);
    }

    @Override
    public void value(StoredValue value) {
      next.forEach(visitor -> visitor.value(value));
      progress.at(value.chain(), ++count);
    }

    @Override
    public void unreadable(String chain, String key, String why) {
      next.forEach(visitor -> visitor.unreadable(chain, key, why));
    }
  }
}
