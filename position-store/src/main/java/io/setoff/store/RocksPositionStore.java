package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The embedded store: RocksDB in a folder, one synced write batch per step. */
public final class RocksPositionStore extends JournaledStore {
  private final Options options;
  private final WriteOptions synced;
  private final RocksDB db;
  private final Snapshots snapshots;
  private final Optional<Path> deletedAtEnd;

  private RocksPositionStore(
      Options options, RocksDB db, Snapshots snapshots, Optional<Path> deletedAtEnd) {
    this.options = options;
    this.db = db;
    this.synced = new WriteOptions().setSync(true);
    this.snapshots = snapshots;
    this.deletedAtEnd = deletedAtEnd;
  }

  /**
   * Opens the store in {@code folder}, which is created when it does not exist.
   *
   * @throws StoreException when the folder cannot be used, or another process has it open
   */
  public static RocksPositionStore open(Path folder) {
    return open(folder, Optional.empty());
  }

  private static RocksPositionStore open(Path folder, Optional<Path> deletedAtEnd) {
    RocksDB.loadLibrary();
    Options options = new Options().setCreateIfMissing(true);
    try {
      Files.createDirectories(folder);
      Snapshots snapshots = new Snapshots(folder);
      RocksDB db = RocksDB.open(options, folder.toString());
      return new RocksPositionStore(options, db, snapshots, deletedAtEnd).loaded();
    } catch (RocksDBException | IOException e) {
      options.close();
      throw new StoreException("cannot open the position store in " + folder, e);
    }
  }

  private RocksPositionStore loaded() {
    try {
      load();
      return this;
    } catch (StoreException e) {
      close();
      throw e;
    }
  }

  private void load() {
    Map<ChainId, Kept> chains = new HashMap<>();
    scan(
        RocksKeys.within(RocksKeys.CURSOR),
        (key, value) ->
            change(chains, key, kept -> kept.with(Codec.decodeCursor(value), readJournal(key[1]))));
    scan(
        RocksKeys.within(RocksKeys.QUARANTINED),
        (key, value) -> {
          Quarantine.decoded(new String(value, StandardCharsets.UTF_8))
              .ifPresent(
                  mark ->
                      change(
                          chains,
                          key,
                          kept -> kept.quarantining(kept.quarantined().plus(key[2], mark))));
        });
    scan(
        RocksKeys.within(RocksKeys.TRACKED),
        (key, value) ->
            change(
                chains,
                key,
                kept -> value.length == 0 ? kept.tracking(key[2]) : kept.untracking(key[2])));
    chains.forEach(this::found);
  }

  private static void change(Map<ChainId, Kept> chains, String[] key, UnaryOperator<Kept> more) {
    ChainId chain = new ChainId(key[1]);
    chains.put(chain, more.apply(chains.getOrDefault(chain, Kept.NOTHING)));
  }

  private SortedMap<Long, JournalEntry> readJournal(String chain) {
    TreeMap<Long, JournalEntry> journal = new TreeMap<>();
    scan(
        RocksKeys.within(RocksKeys.JOURNAL, chain),
        (key, value) -> {
          JournalEntry entry = Codec.decodeJournalEntry(value);
          journal.put(entry.block().height(), entry);
        });
    return journal;
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    try {
      byte[] value = db.get(RocksKeys.row(chain, key));
      return value == null ? Optional.empty() : Optional.of(Codec.decodeRow(value));
    } catch (RocksDBException e) {
      throw new StoreException("cannot read " + key, e);
    }
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    scan(
        RocksKeys.within(RocksKeys.ROW, chain.value(), table, entity),
        (key, value) -> items.put(key[4], Codec.decodeRow(value)));
    return items;
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    List<Long> heights = new ArrayList<>();
    scan(
        RocksKeys.within(RocksKeys.ACCOUNT, account.chain().value(), account.address()),
        (key, value) -> addHeights(heights, key[3], value));
    return heights;
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    TreeMap<String, List<Long>> index = new TreeMap<>();
    scan(
        RocksKeys.within(RocksKeys.ACCOUNT, chain.value()),
        (key, value) ->
            addHeights(index.computeIfAbsent(key[2], address -> new ArrayList<>()), key[3], value));
    return index;
  }

  private static void addHeights(List<Long> heights, String first, byte[] further) {
    heights.add(Long.valueOf(first));
    heights.addAll(Codec.decodeHeights(further));
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    TreeMap<RowKey, Row> rows = new TreeMap<>();
    scan(
        RocksKeys.within(RocksKeys.ROW, chain.value()),
        (key, value) -> rows.put(new RowKey(key[2], key[3], key[4]), Codec.decodeRow(value)));
    return rows;
  }

  @Override
  Optional<ApplyResult> commit(Step step, Kept before) {
    try (WriteBatch batch = new WriteBatch()) {
      RocksWriter.step(batch, step);
      db.write(synced, batch);
      return Optional.empty();
    } catch (RocksDBException e) {
      throw new StoreException(
          "cannot write block " + step.cursor().head() + " of " + step.chain(), e);
    }
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    try (WriteBatch batch = new WriteBatch()) {
      RocksWriter.image(batch, chain, image);
      db.write(synced, batch);
      return Optional.empty();
    } catch (RocksDBException e) {
      throw new StoreException("cannot replace the state of " + chain, e);
    }
  }

  /** Makes a chain the copy of another store's, whatever was there. */
  void copy(ChainId chain, Kept kept, Optional<Image> image) {
    try (WriteBatch batch = new WriteBatch()) {
      RocksWriter.copy(batch, chain, kept, image);
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new StoreException("cannot copy the state of " + chain, e);
    }
  }

  @Override
  public void snapshot() {
    try {
      snapshots.take(db);
    } catch (IOException | RocksDBException e) {
      throw new StoreException("cannot take a snapshot", e);
    }
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    try {
      return snapshots.copy(age).map(folder -> open(folder, Optional.of(folder)));
    } catch (IOException e) {
      throw new StoreException("cannot copy a snapshot", e);
    }
  }

  @Override
  public PositionStore scratch() {
    try {
      Path folder = snapshots.emptyFolder();
      return open(folder, Optional.of(folder));
    } catch (IOException e) {
      throw new StoreException("cannot make room to rebuild", e);
    }
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    try {
      db.put(synced, RocksKeys.tracked(account), wanted ? RocksWriter.WANTED : RocksWriter.LEAVING);
    } catch (RocksDBException e) {
      throw new StoreException("cannot remember who tracks " + account, e);
    }
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    byte[] key = RocksKeys.quarantined(account);
    try {
      if (mark.isPresent()) {
        db.put(synced, key, mark.get().encoded().getBytes(StandardCharsets.UTF_8));
      } else {
        db.delete(synced, key);
      }
    } catch (RocksDBException e) {
      throw new StoreException("cannot mark " + account, e);
    }
  }

  @Override
  public void close() {
    super.close();
    synced.close();
    db.close();
    options.close();
    try {
      if (deletedAtEnd.isPresent()) {
        Snapshots.delete(deletedAtEnd.get());
      }
    } catch (IOException e) {
      throw new StoreException("cannot delete " + deletedAtEnd, e);
    }
  }

  private interface Visitor {
    void visit(String[] key, byte[] value);
  }

  /** All that begins with {@code from}, in order. */
  private void scan(byte[] from, Visitor visitor) {
    try (RocksIterator it = db.newIterator()) {
      for (it.seek(from); it.isValid() && RocksKeys.begins(it.key(), from); it.next()) {
        visitor.visit(RocksKeys.parts(it.key()), it.value());
      }
      it.status();
    } catch (RocksDBException e) {
      throw new StoreException("cannot read the position store", e);
    }
  }
}
