package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A trace goes from the process that writes to those that follow, on a real server. */
class RedisTraceTest extends RedisProcesses {
  private static final class TraceRecorder extends BatchRecorder {
    final List<SpanContext> traces = new CopyOnWriteArrayList<>();

    @Override
    public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
      traces.add(Span.current().getSpanContext());
      super.applied(cursor, revertTo, units);
    }
  }

  /** Of the steps before and after none is traced. */
  @Test
  void aSubscriberOfAnotherProcessIsToldWithinTheTraceOfTheWriter() {
    PositionStore writer = writing();
    RedisScriptedChain chain = new RedisScriptedChain(4, 33);
    chain.writeTo(writer, 1);
    TraceRecorder heard = new TraceRecorder();
    TraceRecorder own = new TraceRecorder();
    following().subscribe(CHAIN, heard);
    writer.subscribe(CHAIN, own);
    chain.writeTo(writer, 2);
    SpanContext trace =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    try (Scope _ = Span.wrap(trace).makeCurrent()) {
      chain.writeTo(writer, 3);
    }
    chain.writeTo(writer, 4);
    heard.awaitSeq(4);
    own.awaitSeq(4);
    assertThat(own.traces)
        .containsExactly(SpanContext.getInvalid(), trace, SpanContext.getInvalid());
    assertThat(heard.traces)
        .extracting(SpanContext::getSpanId)
        .isEqualTo(own.traces.stream().map(SpanContext::getSpanId).toList());
    assertThat(heard.traces.get(1).getTraceId()).isEqualTo(trace.getTraceId());
    assertThat(heard.traces.get(1).isSampled()).isTrue();
  }
}
