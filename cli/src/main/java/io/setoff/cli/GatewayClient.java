package io.setoff.cli;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.OracleServiceGrpc;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A connection to a gateway. */
public final class GatewayClient implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int UNARY_DEADLINE_SECONDS = 30;
  private final ManagedChannel channel;

  /**
   * Connects when it is first used.
   *
   * @param url {@code http://host:port}
   */
  public GatewayClient(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null || uri.getPort() < 0) {
      throw new IllegalArgumentException("not a gateway URL (http://host:port): " + url);
    }
    channel =
        NettyChannelBuilder.forAddress(uri.getHost(), uri.getPort())
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
  }

  public PortfolioServiceGrpc.PortfolioServiceBlockingStub portfolios() {
    return PortfolioServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(UNARY_DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** The same without a deadline, for streams. */
  public PortfolioServiceGrpc.PortfolioServiceBlockingStub streams() {
    return PortfolioServiceGrpc.newBlockingStub(channel);
  }

  public ExposureServiceGrpc.ExposureServiceBlockingStub exposures() {
    return ExposureServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(UNARY_DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public RiskServiceGrpc.RiskServiceBlockingStub risk() {
    return RiskServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(UNARY_DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public OracleServiceGrpc.OracleServiceBlockingStub oracle() {
    return OracleServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(UNARY_DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
