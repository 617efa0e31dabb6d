package io.setoff.oracle.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.setoff.model.ChainId;
import io.setoff.oracle.publish.LaneListener;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of a trace: a span for each write, from when its epoch is signed until it is in a block.
 * One that this process did not take on itself, before a restart for example, has none.
 */
public final class LaneSpans implements LaneListener {
  private final ChainId chain;
  private final Tracer tracer;
  private final LaneListener next;
  private final Map<WriteKey, Span> open = new ConcurrentHashMap<>();

  /**
   * Spans of {@code tracer} for the writes to {@code chain}; passes everything on to {@code next}.
   */
  public LaneSpans(ChainId chain, Tracer tracer, LaneListener next) {
    this.chain = chain;
    this.tracer = tracer;
    this.next = next;
  }

  @Override
  public void moved(Write write) {
    switch (write.state()) {
      case BUILT -> {}
      case QUEUED -> begin(write);
      case SENT -> Optional.ofNullable(open.get(write.key())).ifPresent(it -> it.addEvent("sent"));
      case MINED, FINAL -> ended(write).ifPresent(Span::end);
      case SUPERSEDED, FAILED ->
          ended(write)
              .ifPresent(
                  span -> {
                    span.setStatus(StatusCode.ERROR, write.state().name());
                    span.end();
                  });
    }
    next.moved(write);
  }

  private Optional<Span> ended(Write write) {
    return Optional.ofNullable(open.remove(write.key()));
  }

  /** Only what belongs to an epoch that is traced. */
  private void begin(Write write) {
    if (Span.current().getSpanContext().isSampled()) {
      open.computeIfAbsent(
          write.key(),
          key ->
              tracer
                  .spanBuilder("write")
                  .setParent(Context.current())
                  .setAttribute("setoff.chain", chain.value())
                  .setAttribute("setoff.part", key.part().name())
                  .setAttribute("setoff.epoch", key.epoch())
                  .startSpan());
    }
  }

  @Override
  public void alarm(Alarm alarm, String detail) {
    next.alarm(alarm, detail);
  }
}
