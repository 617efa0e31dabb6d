package io.setoff.gateway.book;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.List;
import java.util.stream.Stream;

/** Spans of steps that are taken into a chain's book: of those whose writer is traced. */
final class FoldSpans {
  /** Who has seen the newest block asks soon: a newer one may have come meanwhile. */
  private static final int KEPT = 2;

  private final Tracer tracer;
  private final ChainId chain;
  private volatile List<HeadTrace> newest = List.of();

  FoldSpans(Tracer tracer, ChainId chain) {
    this.tracer = tracer;
    this.chain = chain;
  }

  /** Takes a step in, which leads to {@code head}. */
  void fold(BlockRef head, Runnable work) {
    if (!Span.current().getSpanContext().isValid()) {
      work.run();
      return;
    }
    Span span =
        tracer
            .spanBuilder("fold")
            .setAttribute("setoff.chain", chain.value())
            .setAttribute("setoff.block.height", head.height())
            .startSpan();
    HeadTrace trace = new HeadTrace(head.hash(), span.getSpanContext());
    newest = Stream.concat(Stream.of(trace), newest.stream()).limit(KEPT).toList();
    try (Scope _ = span.makeCurrent()) {
      work.run();
    } finally {
      span.end();
    }
  }

  /** Newest first. */
  List<HeadTrace> newest() {
    return newest;
  }
}
