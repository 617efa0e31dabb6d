package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.StoredValue.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** A RocksDB folder at rest. Nothing in it is changed. */
final class RocksStoredValues implements StoredValues {
  private static final byte SEPARATOR = 0;

  private final Options options;
  private final RocksDB db;
  private final FileChannel lock;

  private RocksStoredValues(Options options, RocksDB db, FileChannel lock) {
    this.options = options;
    this.db = db;
    this.lock = lock;
  }

  /**
   * Opens a store that no gateway has open.
   *
   * @throws StoreException when there is none, it is open, or so damaged that it cannot be opened
   */
  static RocksStoredValues open(Path folder) {
    if (!RocksFolder.hasStore(folder)) {
      throw new StoreException("there is no position store in " + folder);
    }
    RocksDB.loadLibrary();
    FileChannel lock = RocksFolder.lock(folder);
    Options options = RocksFolder.options();
    try {
      return new RocksStoredValues(options, RocksDB.openReadOnly(options, folder.toString()), lock);
    } catch (RocksDBException e) {
      options.close();
      unlock(lock);
      throw RocksFolder.failed("cannot open the position store in " + folder, e);
    }
  }

  private static void unlock(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("cannot unlock the position store", e);
    }
  }

  @Override
  public List<ChainId> chains() {
    TreeSet<String> names = new TreeSet<>();
    try (RocksIterator it = db.newIterator()) {
      for (Kind kind : Kind.values()) {
        String code = String.valueOf(kind.code());
        byte[] within = RocksKeys.within(code);
        it.seek(within);
        while (it.isValid() && RocksKeys.begins(it.key(), within)) {
          String chain = RocksKeys.parts(it.key())[1];
          names.add(chain);
          it.seek(RocksKeys.after(code, chain));
        }
      }
    }
    return names.stream().filter(RocksStoredValues::isChain).map(ChainId::new).toList();
  }

  private static boolean isCursor(byte[] key, String chain) {
    return Arrays.equals(key, RocksKeys.cursor(new ChainId(chain)));
  }

  private static boolean isChain(String text) {
    try {
      return !new ChainId(text).value().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public void tell(ChainId chain, Visitor visitor) {
    for (Kind kind : Kind.values()) {
      if (kind == Kind.CURSOR) {
        tellCursor(chain, visitor);
      } else {
        tell(kind, chain, visitor);
      }
    }
  }

  private void tellCursor(ChainId chain, Visitor visitor) {
    try {
      Optional.ofNullable(db.get(RocksKeys.cursor(chain)))
          .ifPresent(bytes -> visitor.value(new StoredValue(Kind.CURSOR, chain, List.of(), bytes)));
    } catch (RocksDBException e) {
      visitor.unreadable(chain.value(), "cursor", String.valueOf(e.getMessage()));
    }
  }

  private void tell(Kind kind, ChainId chain, Visitor visitor) {
    byte[] within = RocksKeys.within(String.valueOf(kind.code()), chain.value());
    String last = "the first";
    try (RocksIterator it = db.newIterator()) {
      for (it.seek(within); it.isValid() && RocksKeys.begins(it.key(), within); it.next()) {
        String[] parts = RocksKeys.parts(it.key());
        List<String> key = List.of(parts).subList(2, parts.length);
        StoredValue value = new StoredValue(kind, chain, key, it.value());
        last = value.name();
        if (key.size() == kind.parts()) {
          visitor.value(value);
        } else {
          visitor.unreadable(chain.value(), last, "its key has %d parts".formatted(key.size()));
        }
      }
      it.status();
    } catch (RocksDBException e) {
      visitor.unreadable(
          chain.value(),
          kind.toString().toLowerCase(Locale.ROOT) + " after " + last,
          String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void tellDamage(Visitor visitor) {
    try {
      db.verifyChecksum();
    } catch (RocksDBException e) {
      visitor.unreadable("", "a file", String.valueOf(e.getMessage()));
    }
    for (byte[] key : strangers()) {
      visitor.unreadable("", printable(key), "it is no key of a position store");
    }
  }

  /** Keys that no chain's are told with. */
  private List<byte[]> strangers() {
    List<byte[]> strangers = new ArrayList<>();
    List<String> chains = chains().stream().map(ChainId::value).toList();
    try (RocksIterator it = db.newIterator()) {
      it.seekToFirst();
      while (it.isValid()) {
        byte[] key = it.key();
        Optional<Kind> kind =
            key.length > 2 && key[1] == SEPARATOR ? Kind.of(key[0]) : Optional.empty();
        String chain = kind.isPresent() ? RocksKeys.parts(key)[1] : "";
        if (isPlace(key)) {
          it.next();
        } else if (kind.isEmpty() || !chains.contains(chain)) {
          strangers.add(key);
          it.next();
        } else if (kind.get() == Kind.CURSOR) {
          if (!isCursor(key, chain)) {
            strangers.add(key);
          }
          it.next();
        } else {
          it.seek(RocksKeys.after(String.valueOf(kind.get().code()), chain));
        }
      }
    }
    return strangers;
  }

  /** Where a mirror of another store is; of this process alone, so no value of the store. */
  private static boolean isPlace(byte[] key) {
    return RocksKeys.begins(key, RocksKeys.within(RocksKeys.PLACE));
  }

  private static String printable(byte[] key) {
    return new String(key, StandardCharsets.UTF_8).replace('\0', ' ');
  }

  @Override
  public void close() {
    db.close();
    options.close();
    unlock(lock);
  }
}
