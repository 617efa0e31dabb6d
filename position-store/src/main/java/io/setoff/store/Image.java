package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The whole state of one chain.
 *
 * @param cursor where it is
 * @param rows at the head
 * @param journal how to undo the blocks after the base, oldest first
 * @param accounts which blocks name which address
 */
record Image(
    ChainCursor cursor,
    Map<RowKey, Row> rows,
    List<JournalEntry> journal,
    Map<String, List<Long>> accounts) {

  /**
   * What a store holds of a chain.
   *
   * @throws IllegalArgumentException when it holds nothing
   */
  static Image of(PositionStore store, ChainId chain) {
    Capture capture = new Capture();
    store.subscribe(chain, capture).close();
    Image image =
        capture.image.orElseThrow(
            () -> new IllegalArgumentException("nothing of " + chain + " was rebuilt"));
    return new Image(image.cursor, image.rows, image.journal, store.accountIndex(chain));
  }

  Image numbered(long seq, long reorgs) {
    ChainCursor numbered =
        new ChainCursor(
            seq,
            cursor.head(),
            cursor.base(),
            cursor.safeHeight(),
            cursor.finalizedHeight(),
            reorgs);
    return at(numbered);
  }

  Image at(ChainCursor other) {
    return new Image(other, rows, journal, accounts);
  }

  private static final class Capture implements Subscriber {
    private Optional<Image> image = Optional.empty();

    @Override
    public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
      image = Optional.of(new Image(cursor, rows, journal, Map.of()));
    }

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
      image = Optional.empty();
    }

    @Override
    public void quarantined(SortedMap<String, Quarantine> marks) {}

    @Override
    public void health(ChainHealth health) {}
  }
}
