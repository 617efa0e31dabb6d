package io.setoff.adapters.kernel.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.setoff.adapters.kernel.FakeChain;
import io.setoff.model.BlockRef;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.JournalEntry;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.Quarantine;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import io.setoff.testing.Patience;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.Example;

/** A new head is a trace, which whoever is told of its step goes on with. */
class HeadSpansTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final FakeChain chain = new FakeChain();
  private final List<SpanContext> told = new CopyOnWriteArrayList<>();

  private ChainFollower follower(PositionStore store) {
    return new ChainFollower(
        chain, store, Following.SETTINGS, Clock.systemUTC(), tracers.get("test"));
  }

  private final class Listening implements Subscriber {
    @Override
    public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {}

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
      told.add(Span.current().getSpanContext());
    }

    @Override
    public void quarantined(SortedMap<String, Quarantine> marks) {}

    @Override
    public void health(ChainHealth health) {}
  }

  @Example
  void eachNewHeadIsATraceOfItsOwnThatItsSubscribersAreToldIn() {
    try (MemoryPositionStore store = new MemoryPositionStore();
        ChainFollower follower = follower(store)) {
      chain.mine(Map.of("alice", 1));
      Following.catchUp(follower);
      spans.reset();
      try (PositionStore.Subscription _ = store.subscribe(FakeChain.ID, new Listening())) {
        chain.mine(Map.of("alice", 2));
        Following.catchUp(follower);
        chain.mine(Map.of("bob", 1));
        Following.catchUp(follower);
        Patience.await().until(() -> told.size() == 2);
      }
      List<SpanData> heads = spans.getFinishedSpanItems();
      assertThat(heads).extracting(SpanData::getName).containsExactly("head", "head");
      assertThat(heads).extracting(SpanData::getSpanContext).isEqualTo(told);
      assertThat(heads).noneMatch(head -> head.getParentSpanContext().isValid());
      assertThat(heads.get(0).getTraceId()).isNotEqualTo(heads.get(1).getTraceId());
      SpanData newest = heads.getLast();
      BlockRef head = store.cursor(FakeChain.ID).orElseThrow().head();
      assertThat(newest.getAttributes().get(AttributeKey.stringKey("setoff.block.hash")))
          .isEqualTo(head.hash());
      assertThat(newest.getAttributes().get(AttributeKey.longKey("setoff.block.height")))
          .isEqualTo(head.height());
      assertThat(newest.getEndEpochNanos()).isGreaterThanOrEqualTo(newest.getStartEpochNanos());
    }
  }

  /** What a failure says may name an account. */
  @Example
  void aHeadThatCannotBeReadIsASpanThatFailedAndSaysNotWhatOf() {
    try (MemoryPositionStore store = new MemoryPositionStore();
        ChainFollower follower = follower(store)) {
      chain.mine(Map.of("alice", 1));
      Following.catchUp(follower);
      spans.reset();
      chain.mine(Map.of("alice", 2));
      store.acquire(FakeChain.ID, "somebody else");
      assertThatThrownBy(() -> follower.advance(Long.MAX_VALUE))
          .isInstanceOf(FencedException.class);
      assertThat(spans.getFinishedSpanItems())
          .singleElement()
          .satisfies(
              span -> {
                assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(span.getStatus().getDescription()).isEqualTo("FencedException");
                assertThat(span.getEvents()).isEmpty();
              });
    }
  }
}
