package io.setoff.gateway.oracle;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.setoff.gateway.config.OracleConfig;
import io.setoff.oracle.EpochBuilder;
import io.setoff.oracle.PublishGuard;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import java.time.Duration;
import java.util.Set;

/** The publisher's way to the public API. */
public final class ApiChannel {
  /** Figures of some hundred accounts, with the coverage of every venue. */
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  /** How long one answer may take: a gateway that hangs is a gateway that fails. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private ApiChannel() {}

  /** Opens a channel whose calls have a deadline; the caller shuts it down. */
  public static ManagedChannel open(String host, int port) {
    return open(host, port, DEADLINE);
  }

  static ManagedChannel open(String host, int port, Duration deadline) {
    return ManagedChannelBuilder.forAddress(host, port)
        .usePlaintext()
        .intercept(new Deadline(deadline))
        .maxInboundMessageSize(MAX_ANSWER_BYTES)
        .build();
  }

  /** Figures of a stream, every account of which {@code guard} is asked about. */
  static EpochBuilder epochs(Channel channel, OracleConfig.Stream stream, PublishGuard guard) {
    return new EpochBuilder(
        PortfolioServiceGrpc.newBlockingStub(channel),
        RiskServiceGrpc.newBlockingStub(channel),
        Set.copyOf(stream.venues()),
        guard);
  }

  /** Each call gets its own: that of a stub would begin when the stub is made. */
  private record Deadline(Duration duration) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return next.newCall(method, options.withDeadlineAfter(duration));
    }
  }
}
