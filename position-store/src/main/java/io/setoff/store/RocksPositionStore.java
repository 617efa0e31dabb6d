package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The embedded store: RocksDB in a folder, one synced write batch per step.
 *
 * <p>Keys: {@code r/chain/table/entity/item} rows, {@code j/chain/height} journal, {@code c/chain}
 * cursor, {@code t/chain/address} tracked accounts, {@code a/chain/address/height} the block names
 * the address, and so do those whose heights are the value, {@code q/chain/address} quarantined
 * accounts; parts are separated by NUL.
 */
public final class RocksPositionStore extends JournaledStore {
  private static final String ROW = "r";
  private static final String JOURNAL = "j";
  private static final String CURSOR = "c";
  private static final String TRACKED = "t";
  private static final String ACCOUNT = "a";
  private static final String QUARANTINED = "q";

  /** Of {@link Long#MAX_VALUE}. */
  private static final int MOST_DIGITS = 19;

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
    scan(
        CURSOR,
        (key, value) -> state(new ChainId(key[1])).cursor = Optional.of(Codec.decodeCursor(value)));
    scan(
        JOURNAL,
        (key, value) -> {
          JournalEntry entry = Codec.decodeJournalEntry(value);
          state(new ChainId(key[1])).journal.put(entry.block().height(), entry);
        });
    scan(
        QUARANTINED,
        (key, value) ->
            state(new ChainId(key[1]))
                .quarantined
                .put(key[2], new String(value, StandardCharsets.UTF_8)));
    scan(TRACKED, (key, value) -> state(new ChainId(key[1])).tracked.add(key[2]));
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    try {
      byte[] value = db.get(rowKey(chain, key));
      return value == null ? Optional.empty() : Optional.of(Codec.decodeRow(value));
    } catch (RocksDBException e) {
      throw new StoreException("cannot read " + key, e);
    }
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    scan(
        ROW + "\0" + chain + "\0" + table + "\0" + entity,
        (key, value) -> items.put(key[4], Codec.decodeRow(value)));
    return items;
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    List<Long> heights = new ArrayList<>();
    scan(
        ACCOUNT + "\0" + account.chain() + "\0" + account.address(),
        (key, value) -> addHeights(heights, key[3], value));
    return heights;
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    TreeMap<String, List<Long>> index = new TreeMap<>();
    scan(
        ACCOUNT + "\0" + chain,
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
        ROW + "\0" + chain,
        (key, value) -> rows.put(new RowKey(key[2], key[3], key[4]), Codec.decodeRow(value)));
    return rows;
  }

  @Override
  void commit(Step step) {
    String chain = step.chain().value();
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<RowKey, Optional<Row>> change : step.rows().entrySet()) {
        byte[] key = rowKey(step.chain(), change.getKey());
        if (change.getValue().isPresent()) {
          batch.put(key, Codec.encode(change.getValue().get()));
        } else {
          batch.delete(key);
        }
      }
      for (Map.Entry<Long, SortedSet<String>> block : step.accountDeletes().entrySet()) {
        for (String address : block.getValue()) {
          batch.delete(accountKey(chain, address, block.getKey()));
        }
      }
      for (SortedMap<String, SortedSet<Long>> unit : step.accountPuts()) {
        for (Map.Entry<String, SortedSet<Long>> named : unit.entrySet()) {
          long first = named.getValue().first();
          batch.put(
              accountKey(chain, named.getKey(), first),
              Codec.encodeHeights(named.getValue().tailSet(first + 1)));
        }
      }
      for (long height : step.journalDeletes()) {
        batch.delete(journalKey(chain, height));
      }
      for (Map.Entry<Long, JournalEntry> entry : step.journalPuts().entrySet()) {
        batch.put(journalKey(chain, entry.getKey()), Codec.encode(entry.getValue()));
      }
      batch.put(Codec.key(CURSOR, chain), Codec.encode(step.cursor()));
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new StoreException("cannot write block " + step.cursor().head() + " of " + chain, e);
    }
  }

  @Override
  void commitImage(ChainId chain, Image image) {
    try (WriteBatch batch = new WriteBatch()) {
      deleteAll(batch, ROW, chain);
      deleteAll(batch, JOURNAL, chain);
      deleteAll(batch, ACCOUNT, chain);
      for (Map.Entry<RowKey, Row> row : image.rows().entrySet()) {
        batch.put(rowKey(chain, row.getKey()), Codec.encode(row.getValue()));
      }
      for (Map.Entry<String, List<Long>> named : image.accounts().entrySet()) {
        for (long height : named.getValue()) {
          batch.put(accountKey(chain.value(), named.getKey(), height), new byte[0]);
        }
      }
      for (JournalEntry entry : image.journal()) {
        batch.put(journalKey(chain.value(), entry.block().height()), Codec.encode(entry));
      }
      batch.put(Codec.key(CURSOR, chain.value()), Codec.encode(image.cursor()));
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new StoreException("cannot replace the state of " + chain, e);
    }
  }

  /** Every key of a chain begins with the prefix and NUL; what follows NUL is above them all. */
  private static void deleteAll(WriteBatch batch, String prefix, ChainId chain)
      throws RocksDBException {
    batch.deleteRange(
        Codec.key(prefix, chain.value(), ""), Codec.key(prefix, chain.value() + "\1"));
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
  void persistTracked(AccountId account) {
    try {
      db.put(synced, Codec.key(TRACKED, account.chain().value(), account.address()), new byte[0]);
    } catch (RocksDBException e) {
      throw new StoreException("cannot track " + account, e);
    }
  }

  @Override
  void persistQuarantine(AccountId account, Optional<String> reason) {
    byte[] key = Codec.key(QUARANTINED, account.chain().value(), account.address());
    try {
      if (reason.isPresent()) {
        db.put(synced, key, reason.get().getBytes(StandardCharsets.UTF_8));
      } else {
        db.delete(synced, key);
      }
    } catch (RocksDBException e) {
      throw new StoreException("cannot mark " + account, e);
    }
  }

  @Override
  public void close() {
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

  private static byte[] rowKey(ChainId chain, RowKey key) {
    return Codec.key(ROW, chain.value(), key.table(), key.entity(), key.item());
  }

  private static byte[] journalKey(String chain, long height) {
    return Codec.key(JOURNAL, chain, height(height));
  }

  private static byte[] accountKey(String chain, String address, long height) {
    return Codec.key(ACCOUNT, chain, address, height(height));
  }

  /** Sorts as the number does. */
  private static String height(long height) {
    String digits = Long.toString(height);
    return "0".repeat(MOST_DIGITS - digits.length()) + digits;
  }

  private interface Visitor {
    void visit(String[] key, byte[] value);
  }

  private void scan(String prefix, Visitor visitor) {
    byte[] from = Codec.key(prefix, "");
    try (RocksIterator it = db.newIterator()) {
      for (it.seek(from); it.isValid() && startsWith(it.key(), from); it.next()) {
        visitor.visit(Codec.splitKey(it.key()), it.value());
      }
      it.status();
    } catch (RocksDBException e) {
      throw new StoreException("cannot read the position store", e);
    }
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
