package io.setoff.oracle.trace;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trace contexts in the metadata of gRPC, in the form of the W3C. */
public final class TraceMetadata {
  private static final String TRACEPARENT = "traceparent";

  private TraceMetadata() {}

  /** Has calls go on with the caller's trace, if it has one. */
  public static ClientInterceptor client() {
    return new Sending();
  }

  /** The context that a call came with; none when it came with none. */
  public static Context of(Metadata headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Reader.GIVEN);
  }

  /** As text; empty for none. */
  public static String text(SpanContext trace) {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.root().with(Span.wrap(trace)),
            fields,
            (_, name, value) -> fields.put(name, value));
    return fields.getOrDefault(TRACEPARENT, "");
  }

  /** Of {@link #text}; what is none is an invalid one. */
  static SpanContext parsed(String traceparent) {
    Metadata fields = new Metadata();
    fields.put(key(TRACEPARENT), traceparent);
    return Span.fromContext(of(fields)).getSpanContext();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }

  private static final class Sending implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      Context context = Context.current();
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> answers, Metadata headers) {
          W3CTraceContextPropagator.getInstance().inject(context, headers, Writer.SENT);
          super.start(answers, headers);
        }
      };
    }
  }

  private enum Writer implements TextMapSetter<Metadata> {
    SENT;

    @Override
    public void set(@Nullable Metadata carrier, String name, String value) {
      Optional.ofNullable(carrier).ifPresent(headers -> headers.put(key(name), value));
    }
  }

  private enum Reader implements TextMapGetter<Metadata> {
    GIVEN;

    @Override
    public Iterable<String> keys(Metadata headers) {
      return headers.keys();
    }

    @Override
    public @Nullable String get(@Nullable Metadata carrier, String name) {
      return carrier == null ? null : carrier.get(key(name));
    }
  }
}
