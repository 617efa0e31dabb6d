package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Puts what is to be durable into one write batch. */
final class RocksWriter {
  private RocksWriter() {}

  static void step(WriteBatch batch, Step step) throws RocksDBException {
    ChainId chain = step.chain();
    for (Map.Entry<RowKey, Optional<Row>> change : step.rows().entrySet()) {
      byte[] key = RocksKeys.row(chain, change.getKey());
      if (change.getValue().isPresent()) {
        batch.put(key, step.bytes().of(change.getValue().get()));
      } else {
        batch.delete(key);
      }
    }
    accounts(batch, step);
    for (String address : step.dropped()) {
      batch.delete(RocksKeys.tracked(new AccountId(chain, address)));
    }
    for (long height : step.journalDeletes()) {
      batch.delete(RocksKeys.journal(chain, height));
    }
    for (Map.Entry<Long, JournalEntry> entry : step.journalPuts().entrySet()) {
      batch.put(RocksKeys.journal(chain, entry.getKey()), step.bytes().of(entry.getValue()));
    }
    batch.put(RocksKeys.cursor(chain), Codec.encode(step.cursor()));
  }

  private static void accounts(WriteBatch batch, Step step) throws RocksDBException {
    for (Map.Entry<Long, SortedSet<String>> block : step.accountDeletes().entrySet()) {
      for (String address : block.getValue()) {
        batch.delete(RocksKeys.account(step.chain(), address, block.getKey()));
      }
    }
    for (SortedMap<String, Heights> unit : step.accountPuts()) {
      for (Map.Entry<String, Heights> named : unit.entrySet()) {
        Heights heights = named.getValue();
        batch.put(
            RocksKeys.account(step.chain(), named.getKey(), heights.first()), heights.encodeRest());
      }
    }
  }

  /** The whole state of a chain, in place of what there is. */
  static void image(WriteBatch batch, ChainId chain, Image image) throws RocksDBException {
    nothing(batch, chain);
    for (Map.Entry<RowKey, Row> row : image.rows().entrySet()) {
      batch.put(RocksKeys.row(chain, row.getKey()), Codec.encode(row.getValue()));
    }
    for (Map.Entry<String, List<Long>> named : image.accounts().entrySet()) {
      for (long height : named.getValue()) {
        batch.put(RocksKeys.account(chain, named.getKey(), height), new byte[0]);
      }
    }
    for (JournalEntry entry : image.journal()) {
      batch.put(RocksKeys.journal(chain, entry.block().height()), Codec.encode(entry));
    }
    batch.put(RocksKeys.cursor(chain), Codec.encode(image.cursor()));
  }

  /** The whole state of a chain and who is asked for, in place of what there is. */
  static void copy(WriteBatch batch, ChainId chain, Kept kept, Optional<Image> image)
      throws RocksDBException {
    for (String prefix : List.of(RocksKeys.TRACKED, RocksKeys.QUARANTINED)) {
      batch.deleteRange(
          RocksKeys.within(prefix, chain.value()), RocksKeys.after(prefix, chain.value()));
    }
    marks(batch, chain, kept, kept.addresses());
    if (image.isPresent()) {
      image(batch, chain, image.get());
    } else {
      nothing(batch, chain);
    }
  }

  /** Who of some accounts is asked for, and what of them is marked. */
  static void marks(WriteBatch batch, ChainId chain, Kept kept, Set<String> addresses)
      throws RocksDBException {
    for (String address : addresses) {
      AccountId account = new AccountId(chain, address);
      if (kept.tracked().contains(address)) {
        batch.put(RocksKeys.tracked(account), StoredValue.WANTED);
      } else if (kept.leaving().contains(address)) {
        batch.put(RocksKeys.tracked(account), StoredValue.LEAVING);
      } else {
        batch.delete(RocksKeys.tracked(account));
      }
      Optional<Quarantine> mark = Optional.ofNullable(kept.quarantined().get(address));
      if (mark.isPresent()) {
        byte[] value = mark.get().encoded().getBytes(StandardCharsets.UTF_8);
        batch.put(RocksKeys.quarantined(account), value);
      } else {
        batch.delete(RocksKeys.quarantined(account));
      }
    }
  }

  /** Where a mirrored store is. */
  static void place(WriteBatch batch, ChainId chain, String place) throws RocksDBException {
    batch.put(RocksKeys.place(chain), place.getBytes(StandardCharsets.UTF_8));
  }

  private static void nothing(WriteBatch batch, ChainId chain) throws RocksDBException {
    for (String prefix : List.of(RocksKeys.ROW, RocksKeys.JOURNAL, RocksKeys.ACCOUNT)) {
      batch.deleteRange(
          RocksKeys.within(prefix, chain.value()), RocksKeys.after(prefix, chain.value()));
    }
    batch.delete(RocksKeys.cursor(chain));
  }
}
