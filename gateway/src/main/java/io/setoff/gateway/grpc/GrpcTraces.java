package io.setoff.gateway.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.setoff.gateway.book.HeadTrace;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.telemetry.Telemetry;
import io.setoff.oracle.trace.HeadTraces;
import io.setoff.oracle.trace.TraceMetadata;
import io.setoff.v1.PortfolioServiceGrpc;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/**
 * Traces over gRPC: what calls a server goes on with the caller's, and who asks for the chains is
 * told in which traces their newest blocks came. A server that is not traced has none of it.
 */
@Singleton
public final class GrpcTraces implements ServerBuilderCustomizer<VertxServerBuilder> {
  private static final Context.Key<io.opentelemetry.context.Context> CALLER =
      Context.keyWithDefault("trace of the caller", io.opentelemetry.context.Context.root());

  /** A client takes 8 KiB of headers, one of these is some 200 bytes. */
  private static final int MOST_HEADERS = 24;

  private final Telemetry telemetry;
  private final IndexedChains book;

  GrpcTraces(Telemetry telemetry, IndexedChains book) {
    this.telemetry = telemetry;
    this.book = book;
  }

  /** Adds them to a server. */
  public static NettyServerBuilder on(
      NettyServerBuilder server, Telemetry telemetry, IndexedChains book) {
    return telemetry.isOn() ? server.intercept(new Interceptor(book::traces)) : server;
  }

  @Override
  public void customize(GrpcServerConfiguration settings, VertxServerBuilder server) {
    on(server.nettyBuilder(), telemetry, book);
  }

  /** The trace of whoever calls; none when the call has none. */
  static io.opentelemetry.context.Context caller() {
    return CALLER.get();
  }

  private record Interceptor(Supplier<List<HeadTrace>> traces) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      boolean asksForChains =
          call.getMethodDescriptor()
              .getFullMethodName()
              .equals(PortfolioServiceGrpc.getListVenuesMethod().getFullMethodName());
      Context context = Context.current().withValue(CALLER, TraceMetadata.of(headers));
      return Contexts.interceptCall(
          context, asksForChains ? new Telling<>(call, traces) : call, headers, next);
    }
  }

  private static final class Telling<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Supplier<List<HeadTrace>> traces;

    Telling(ServerCall<Q, A> call, Supplier<List<HeadTrace>> traces) {
      super(call);
      this.traces = traces;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      traces.get().stream()
          .limit(MOST_HEADERS)
          .forEach(
              head ->
                  headers.put(HeadTraces.HEADER, HeadTraces.named(head.blockHash(), head.trace())));
      super.sendHeaders(headers);
    }
  }
}
