package io.setoff.cli.client;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.OracleServiceGrpc;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.TotalsServiceGrpc;
import java.net.URI;
import java.time.Duration;

/** A connection to a gateway. */
public final class GatewayClient implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final Duration UNARY_DEADLINE = Duration.ofSeconds(30);
  private final Duration deadline;
  private final ManagedChannel channel;

  /**
   * Connects when it is first used.
   *
   * @param url {@code http://host:port}
   */
  public GatewayClient(String url) {
    this(url, UNARY_DEADLINE);
  }

  /**
   * Connects when it is first used.
   *
   * @param url {@code http://host:port}
   * @param deadline of one answer; streams have none
   */
  public GatewayClient(String url, Duration deadline) {
    this.deadline = deadline;
    URI uri = URI.create(url);
    if (uri.getHost() == null || uri.getPort() < 0) {
      throw new IllegalArgumentException("not a gateway URL (http://host:port): " + url);
    }
    channel =
        OkHttpChannelBuilder.forAddress(uri.getHost(), uri.getPort())
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
  }

  public PortfolioServiceGrpc.PortfolioServiceBlockingStub portfolios() {
    return PortfolioServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  /** The same without a deadline, for streams. */
  public PortfolioServiceGrpc.PortfolioServiceBlockingStub streams() {
    return PortfolioServiceGrpc.newBlockingStub(channel);
  }

  public ExposureServiceGrpc.ExposureServiceBlockingStub exposures() {
    return ExposureServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  public RiskServiceGrpc.RiskServiceBlockingStub risk() {
    return RiskServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  public TotalsServiceGrpc.TotalsServiceBlockingStub totals() {
    return TotalsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  public OracleServiceGrpc.OracleServiceBlockingStub oracle() {
    return OracleServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
