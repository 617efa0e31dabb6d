package io.setoff.store;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a step belongs to, in its entry of the stream: who follows goes on with it. A W3C
 * {@code traceparent}; empty when nothing is traced.
 */
final class RedisTrace {
  private static final String FIELD = "traceparent";

  private RedisTrace() {}

  /** That of the thread that writes. */
  static String current() {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), fields, (_, name, value) -> fields.put(name, value));
    return fields.getOrDefault(FIELD, "");
  }

  /** What a reader of the entry goes on with; what is no trace context is none. */
  static Context of(String traceparent) {
    return traceparent.isEmpty()
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, Entry.INSTANCE);
  }

  private enum Entry implements TextMapGetter<String> {
    INSTANCE;

    @Override
    public Iterable<String> keys(String traceparent) {
      return List.of(FIELD);
    }

    @Override
    public @Nullable String get(@Nullable String traceparent, String key) {
      return Optional.ofNullable(traceparent).filter(_ -> key.equals(FIELD)).orElse(null);
    }
  }
}
