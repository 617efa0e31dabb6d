package io.setoff.gateway.grpc;

import io.grpc.netty.NettyServerBuilder;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** What one connection may ask for, and how it is read, on every gRPC server of ours. */
@Singleton
public final class GrpcLimits implements ServerBuilderCustomizer<VertxServerBuilder> {
  /**
   * Above the longest field that is accepted, so that a message that is too long is refused by
   * naming its field.
   */
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final int MAX_CALLS_PER_CONNECTION = 100;
  private static final int HANDSHAKE_SECONDS = 10;

  /** A client that has vanished without a word is noticed after this and a third of a minute. */
  private static final int PING_SECONDS = 60;

  /** Clients that ping more often are sent away. */
  private static final int FASTEST_CLIENT_PING_SECONDS = 10;

  /** Sets them. */
  public static NettyServerBuilder on(NettyServerBuilder server) {
    return server
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .maxInboundMetadataSize(MAX_HEADER_BYTES)
        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveTime(FASTEST_CLIENT_PING_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .setBinaryLog(new RequestParsing());
  }

  @Override
  public void customize(GrpcServerConfiguration settings, VertxServerBuilder server) {
    on(server.nettyBuilder());
  }
}
