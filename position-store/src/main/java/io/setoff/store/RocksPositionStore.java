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
import java.util.Set;
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
  private final WriteOptions durable;
  private final RocksDB db;
  private final Snapshots snapshots;
  private final Optional<Path> deletedAtEnd;

  private RocksPositionStore(
      Options options,
      RocksDB db,
      Snapshots snapshots,
      Optional<Path> deletedAtEnd,
      boolean synced) {
    this.options = options;
    this.db = db;
    this.durable = new WriteOptions().setSync(synced);
    this.snapshots = snapshots;
    this.deletedAtEnd = deletedAtEnd;
  }

  /**
   * Opens the store in {@code folder}, which is created when it does not exist.
   *
   * @throws StoreException when the folder cannot be used, or another process has it open
   */
  public static RocksPositionStore open(Path folder) {
    return open(folder, Optional.empty(), true);
  }

  /**
   * Opens one that mirrors a store of others. It waits for no disk: after a crash it is what it was
   * a moment before, which its {@link #place} says.
   */
  static RocksPositionStore mirror(Path folder) {
    return open(folder, Optional.empty(), false);
  }

  private static RocksPositionStore open(Path folder, Optional<Path> deletedAtEnd, boolean synced) {
    RocksDB.loadLibrary();
    Options options = RocksFolder.options().setCreateIfMissing(true);
    String failed = "cannot open the position store in " + folder;
    try {
      Files.createDirectories(folder);
      RocksFolder.requireWhole(folder);
      Snapshots snapshots = new Snapshots(folder);
      RocksDB db = RocksDB.open(options, folder.toString());
      return new RocksPositionStore(options, db, snapshots, deletedAtEnd, synced).loaded(folder);
    } catch (RocksDBException e) {
      options.close();
      throw RocksFolder.failed(failed, e);
    } catch (IOException e) {
      options.close();
      throw new StoreException(failed + ": " + e, e);
    }
  }

  private RocksPositionStore loaded(Path folder) throws IOException, RocksDBException {
    try {
      RocksMigration.migrate(db, folder, durable);
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
      throw RocksFolder.failed("cannot read " + key, e);
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
    PackedRows.Builder rows = new PackedRows.Builder(PackedRows.NOTHING);
    scan(
        RocksKeys.within(RocksKeys.ROW, chain.value()),
        (key, value) -> rows.put(new RowKey(key[2], key[3], key[4]), Codec.decodeRow(value)));
    return rows.build().asMap();
  }

  @Override
  Optional<ApplyResult> commit(Step step, Batch done, Kept before) {
    write(
        batch -> RocksWriter.step(batch, step),
        "cannot write block " + step.cursor().head() + " of " + step.chain());
    return Optional.empty();
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    write(batch -> RocksWriter.image(batch, chain, image), "cannot replace the state of " + chain);
    return Optional.empty();
  }

  /** A step of the store that this one mirrors, with where it leads to. */
  void mirror(Step step, String place) {
    write(
        batch -> {
          RocksWriter.step(batch, step);
          RocksWriter.place(batch, step.chain(), place);
        },
        "cannot mirror block " + step.cursor().head() + " of " + step.chain());
  }

  /** Makes a chain the copy of that of the store that this one mirrors, whatever was there. */
  void mirror(ChainId chain, Kept kept, Optional<Image> image, String place) {
    write(
        batch -> {
          RocksWriter.copy(batch, chain, kept, image);
          RocksWriter.place(batch, chain, place);
        },
        "cannot copy the state of " + chain);
  }

  /** Who is asked for and what is marked, of some accounts of the store that this one mirrors. */
  void mirrorMarks(ChainId chain, Kept kept, Set<String> addresses) {
    write(
        batch -> RocksWriter.marks(batch, chain, kept, addresses),
        "cannot mirror the marks of " + chain);
  }

  /** What {@link #mirror} was last given for a chain. */
  Optional<String> place(ChainId chain) {
    try {
      return Optional.ofNullable(db.get(RocksKeys.place(chain)))
          .map(value -> new String(value, StandardCharsets.UTF_8));
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot read the place of " + chain, e);
    }
  }

  private interface Filling {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  private void write(Filling filling, String failure) {
    try (WriteBatch batch = new WriteBatch()) {
      filling.fill(batch);
      db.write(durable, batch);
    } catch (RocksDBException e) {
      throw RocksFolder.failed(failure, e);
    }
  }

  @Override
  public void snapshot() {
    try {
      snapshots.take(db);
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot take a snapshot", e);
    } catch (IOException e) {
      throw new StoreException("cannot take a snapshot: " + e, e);
    }
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    try {
      return snapshots.copy(age).map(folder -> open(folder, Optional.of(folder), true));
    } catch (IOException e) {
      throw new StoreException("cannot copy a snapshot", e);
    }
  }

  @Override
  public PositionStore scratch() {
    try {
      Path folder = snapshots.emptyFolder();
      return open(folder, Optional.of(folder), true);
    } catch (IOException e) {
      throw new StoreException("cannot make room to rebuild", e);
    }
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    try {
      db.put(
          durable, RocksKeys.tracked(account), wanted ? StoredValue.WANTED : StoredValue.LEAVING);
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot remember who tracks " + account, e);
    }
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    byte[] key = RocksKeys.quarantined(account);
    try {
      if (mark.isPresent()) {
        db.put(durable, key, mark.get().encoded().getBytes(StandardCharsets.UTF_8));
      } else {
        db.delete(durable, key);
      }
    } catch (RocksDBException e) {
      throw RocksFolder.failed("cannot mark " + account, e);
    }
  }

  @Override
  public void close() {
    super.close();
    durable.close();
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
      throw RocksFolder.failed("cannot read the position store", e);
    }
  }
}
