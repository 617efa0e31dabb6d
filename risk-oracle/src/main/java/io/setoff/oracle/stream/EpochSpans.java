package io.setoff.oracle.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.trace.HeadTraces;
import io.setoff.oracle.trigger.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The span of an epoch. It goes on with the trace of the newest of the blocks that it is computed
 * from, and is linked to those of the others.
 */
public final class EpochSpans {
  private final Tracer tracer;
  private final HeadTraces heads;

  /** Spans of {@code tracer}; what traces blocks were taken up in is asked {@code heads}. */
  public EpochSpans(Tracer tracer, HeadTraces heads) {
    this.tracer = tracer;
    this.heads = heads;
  }

  /** Of a publisher that is not traced. */
  public static EpochSpans none() {
    return new EpochSpans(TracerProvider.noop().get(""), new HeadTraces());
  }

  /**
   * An epoch that is about to be proposed. The caller ends the span.
   *
   * @param looked when its blocks were asked for
   * @param built when its figures were there
   */
  Span begin(String stream, EpochInputs inputs, Reason reason, Instant looked, Instant built) {
    List<SpanContext> traces = traces(inputs);
    SpanBuilder builder =
        tracer
            .spanBuilder("epoch")
            .setStartTimestamp(looked)
            .setAttribute("setoff.stream", stream)
            .setAttribute("setoff.reason", reason.kind().name());
    Context parent =
        traces.isEmpty() ? Context.root() : Context.root().with(Span.wrap(traces.getFirst()));
    builder.setParent(parent);
    traces.stream().skip(1).forEach(builder::addLink);
    Span span = builder.startSpan();
    tracer
        .spanBuilder("figures")
        .setParent(Context.root().with(span))
        .setStartTimestamp(looked)
        .startSpan()
        .end(built);
    return span;
  }

  /** Of the blocks that have one, the newest first. */
  private List<SpanContext> traces(EpochInputs inputs) {
    List<SpanContext> traces = new ArrayList<>();
    inputs.chains().stream()
        .map(ChainInput::latest)
        .sorted(Comparator.comparing(EpochInputs.Block::time).reversed())
        .forEach(block -> heads.of(block).ifPresent(traces::add));
    return traces;
  }
}
