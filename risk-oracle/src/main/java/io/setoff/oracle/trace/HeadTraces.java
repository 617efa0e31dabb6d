package io.setoff.oracle.trace;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.trace.SpanContext;
import io.setoff.oracle.EpochInputs.Block;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The traces in which a gateway has taken up the newest blocks, as its answers to {@code
 * ListVenues} say in their headers: what is made of those blocks goes on with them. Only the newest
 * are kept. Thread-safe.
 */
public final class HeadTraces implements ClientInterceptor {
  /** Each value is {@link #named}. */
  public static final Metadata.Key<String> HEADER =
      Metadata.Key.of("setoff-head-trace", Metadata.ASCII_STRING_MARSHALLER);

  private static final int MOST = 256;
  private static final String SEPARATOR = " ";

  private record Known(String blockHash, SpanContext trace) {}

  private final ArrayDeque<Known> newest = new ArrayDeque<>();

  /** The form of a header's value: the hash of the block, 0x hex, and the trace context. */
  public static String named(String blockHash, SpanContext trace) {
    return blockHash + SEPARATOR + TraceMetadata.text(trace);
  }

  /** Of a block that was taken up in a trace. */
  public synchronized Optional<SpanContext> of(Block block) {
    return newest.stream()
        .filter(known -> known.blockHash().equals(block.hash().hex()))
        .map(Known::trace)
        .findFirst();
  }

  private synchronized void take(String header) {
    List<String> parts = List.of(header.split(SEPARATOR, 2));
    SpanContext trace = TraceMetadata.parsed(parts.getLast());
    if (parts.size() == 2
        && trace.isValid()
        && newest.stream().noneMatch(known -> known.blockHash().equals(parts.getFirst()))) {
      newest.addFirst(new Known(parts.getFirst(), trace));
      if (newest.size() > MOST) {
        newest.removeLast();
      }
    }
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> answers, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(answers) {
              @Override
              public void onHeaders(Metadata given) {
                Optional.ofNullable(given.getAll(HEADER))
                    .ifPresent(values -> values.forEach(HeadTraces.this::take));
                super.onHeaders(given);
              }
            },
            headers);
      }
    };
  }
}
