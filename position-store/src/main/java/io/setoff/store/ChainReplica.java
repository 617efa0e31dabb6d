package io.setoff.store;

import io.setoff.model.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reader's copy of one chain in memory: an immutable snapshot for every block that the journal
 * holds, sharing what did not change. Going back over a reorg is dropping snapshots. Not
 * thread-safe; {@link #states()} may be handed to any thread.
 */
public final class ChainReplica {

  /**
   * The rows at one block.
   *
   * @param block the block
   * @param rows its rows
   */
  public record State(BlockRef block, WholeRows rows) {}

  private final ArrayDeque<State> states = new ArrayDeque<>();

  /** Starts again from a whole image; see {@link Subscriber#image}. */
  public void reset(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
    states.clear();
    PackedRows snapshot = PackedRows.of(rows);
    for (JournalEntry entry : journal.reversed()) {
      states.addFirst(new State(entry.block(), snapshot));
      snapshot = snapshot.with(entry.undo());
    }
    states.addFirst(new State(cursor.base(), snapshot));
  }

  /** Applies one batch; see {@link Subscriber#applied}. */
  public void apply(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    revertTo.ifPresent(
        target -> {
          while (!states.getLast().block().hash().equals(target.hash())) {
            states.removeLast();
          }
        });
    for (Unit unit : units) {
      PackedRows before =
          states.isEmpty() ? PackedRows.NOTHING : (PackedRows) states.getLast().rows();
      if (!unit.journaled()) {
        states.clear();
      } else if (!states.isEmpty() && states.getLast().block().hash().equals(unit.block().hash())) {
        states.removeLast();
      }
      states.addLast(new State(unit.block(), before.with(unit.changes())));
    }
    while (states.getFirst().block().height() < cursor.base().height()) {
      states.removeFirst();
    }
  }

  /** Every state held, oldest first; the last is the head. */
  public List<State> states() {
    return List.copyOf(states);
  }

  /** The newest state at or below {@code height}, or the oldest held. */
  public static State at(List<State> states, long height) {
    State found = states.get(0);
    for (State state : states) {
      if (state.block().height() <= height) {
        found = state;
      }
    }
    return found;
  }

  /** The state at the block with this hash. */
  public static Optional<State> at(List<State> states, String blockHash) {
    Iterator<State> newestFirst = new ArrayList<>(states).reversed().iterator();
    while (newestFirst.hasNext()) {
      State state = newestFirst.next();
      if (state.block().hash().equals(blockHash)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
