package io.setoff.gateway.book;

import io.opentelemetry.api.trace.Tracer;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainReplica;
import io.setoff.store.JournalEntry;
import io.setoff.store.Quarantine;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Follows one chain of the store, which tells it by one thread at a time. Read by everybody. */
final class ChainBook implements Subscriber {
  private static final int KEPT_REORGS = 64;

  private final GatewayConfig.Chain chain;
  private final Runnable onChange;
  private final FoldSpans spans;
  private final ChainReplica replica = new ChainReplica();
  private final ArrayDeque<ReorgEvent> reorgs = new ArrayDeque<>();
  private volatile ChainView view;

  ChainBook(GatewayConfig.Chain chain, Runnable onChange, Tracer tracer) {
    this.chain = chain;
    this.onChange = onChange;
    this.spans = new FoldSpans(tracer, chain.id());
    this.view =
        new ChainView(
            chain,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            Collections.emptySortedMap());
  }

  ChainView view() {
    return view;
  }

  @Override
  public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
    replica.reset(cursor, rows, journal);
    publish(Optional.of(cursor));
  }

  @Override
  public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    spans.fold(cursor.head(), () -> fold(cursor, revertTo, units));
  }

  /** See {@link FoldSpans#newest}. */
  List<HeadTrace> traces() {
    return spans.newest();
  }

  private void fold(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
    Optional<BlockRef> oldHead = view.cursor().map(ChainCursor::head);
    replica.apply(cursor, revertTo, units);
    if (revertTo.isPresent() && oldHead.isPresent()) {
      reorgs.addLast(
          new ReorgEvent(chain.id(), cursor.seq(), revertTo.get(), oldHead.get(), cursor.head()));
      if (reorgs.size() > KEPT_REORGS) {
        reorgs.removeFirst();
      }
    }
    publish(Optional.of(cursor));
  }

  private void publish(Optional<ChainCursor> cursor) {
    view =
        new ChainView(
            chain,
            cursor,
            replica.states(),
            view.health(),
            List.copyOf(reorgs),
            view.quarantined());
    onChange.run();
  }

  @Override
  public void quarantined(SortedMap<String, Quarantine> marks) {
    view = new ChainView(chain, view.cursor(), view.states(), view.health(), view.reorgs(), marks);
    onChange.run();
  }

  @Override
  public void health(ChainHealth health) {
    Optional<ChainHealth> before = view.health();
    view =
        new ChainView(
            chain,
            view.cursor(),
            view.states(),
            Optional.of(health),
            view.reorgs(),
            view.quarantined());
    boolean changed =
        before.isEmpty()
            || before.get().state() != health.state()
            || !before.get().reason().equals(health.reason());
    if (changed) {
      onChange.run();
    }
  }
}
