package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One chain's values, put together in memory. */
final class Gathered {
  private final TreeMap<RowKey, Row> rows = new TreeMap<>();
  private final TreeMap<Long, JournalEntry> journal = new TreeMap<>();
  private final TreeMap<String, List<Long>> accounts = new TreeMap<>();
  private Optional<ChainCursor> cursor = Optional.empty();
  private Kept kept = Kept.NOTHING;

  void add(StoredValue value) {
    List<String> key = value.key();
    switch (value.kind()) {
      case CURSOR -> cursor = Optional.of(Codec.decodeCursor(value.bytes()));
      case JOURNAL -> journal.put(value.height(), Codec.decodeJournalEntry(value.bytes()));
      case ROW ->
          rows.put(new RowKey(key.get(0), key.get(1), key.get(2)), Codec.decodeRow(value.bytes()));
      case ACCOUNT -> {
        List<Long> heights = accounts.computeIfAbsent(key.getFirst(), _ -> new ArrayList<>());
        heights.add(value.height());
        heights.addAll(Codec.decodeHeights(value.bytes()));
      }
      case TRACKED ->
          kept =
              Arrays.equals(value.bytes(), StoredValue.WANTED)
                  ? kept.tracking(key.getFirst())
                  : kept.untracking(key.getFirst());
      case QUARANTINED ->
          Quarantine.decoded(new String(value.bytes(), StandardCharsets.UTF_8))
              .ifPresent(
                  mark -> kept = kept.quarantining(kept.quarantined().plus(key.getFirst(), mark)));
    }
  }

  /**
   * Refuses a chain of which there is something.
   *
   * @throws StoreException with what there is
   */
  static void requireNothing(ChainId chain, Kept kept) {
    if (!kept.equals(Kept.NOTHING)) {
      throw new StoreException(
          "the store is not empty: it holds %s%s; a store is restored into an empty one"
              .formatted(
                  chain,
                  kept.head().map(head -> " up to block " + head.height()).orElse("'s accounts")));
    }
  }

  /** Puts it into a store that has nothing of the chain. */
  void restore(JournaledStore store, ChainId chain) {
    Optional<Image> image =
        cursor.map(at -> new Image(at, rows, List.copyOf(journal.values()), accounts));
    store.restore(chain, kept, image);
  }
}
