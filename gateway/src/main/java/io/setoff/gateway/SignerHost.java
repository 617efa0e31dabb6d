package io.setoff.gateway;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.grpc.ExposureGrpc;
import io.setoff.gateway.grpc.GrpcLimits;
import io.setoff.gateway.grpc.GrpcTraces;
import io.setoff.gateway.grpc.PortfolioGrpc;
import io.setoff.gateway.grpc.RiskGrpc;
import io.setoff.gateway.grpc.SignerGrpc;
import io.setoff.gateway.oracle.SignerRole;
import io.setoff.gateway.telemetry.Telemetry;
import io.setoff.store.Turns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * One of several signers that share a process, for development and the demo. Each has a key, nodes,
 * a book, a store and a port of its own; the process, its memory and its machine are shared, which
 * in production they must not be.
 */
final class SignerHost implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SignerHost.class);

  private final Telemetry telemetry;
  private final Gateway gateway;
  private final WorkerPool workers;
  private final QueryService queries;
  private final SignerRole role;
  private final Server server;

  private SignerHost(GatewayConfig config, ChainNamespace namespace) {
    GatewayBeans beans = new GatewayBeans();
    this.telemetry = beans.telemetry(config);
    this.gateway =
        new Gateway(
            config,
            namespace,
            Stores.open(config, Turns.FREE),
            Clock.systemUTC(),
            telemetry.tracer());
    this.workers = beans.workers(config);
    this.queries = beans.queries(gateway, config);
    this.role = beans.signer(config, gateway);
    GatewayConfig.Endpoint grpc = config.grpc();
    NettyServerBuilder builder =
        GrpcLimits.on(
            NettyServerBuilder.forAddress(new InetSocketAddress(grpc.host(), grpc.port())));
    this.server =
        GrpcTraces.on(builder, telemetry, gateway.book())
            .addService(portfolios(beans, config))
            .addService(new ExposureGrpc(queries))
            .addService(risks(beans, config))
            .addService(new SignerGrpc(role, telemetry.tracer()))
            .build();
  }

  private PortfolioGrpc portfolios(GatewayBeans beans, GatewayConfig config) {
    return new PortfolioGrpc(
        queries,
        beans.directory(config, gateway.book(), gateway.chains(), gateway.reconciliation()));
  }

  private RiskGrpc risks(GatewayBeans beans, GatewayConfig config) {
    return new RiskGrpc(beans.risk(config, gateway, workers));
  }

  /** Follows the chains, and signs what it is asked. */
  static SignerHost start(GatewayConfig config, ChainNamespace namespace) {
    SignerHost host = new SignerHost(config, namespace);
    host.gateway.start();
    try {
      host.server.start();
    } catch (IOException e) {
      host.close();
      throw new UncheckedIOException(config.file() + ": " + e.getMessage(), e);
    }
    host.role.start(config.grpc().host(), host.server.getPort());
    LOG.infof("a signer listens at http://%s:%d", config.grpc().host(), host.server.getPort());
    return host;
  }

  @Override
  public void close() {
    server.shutdownNow();
    role.close();
    queries.close();
    workers.close();
    gateway.close();
    telemetry.close();
  }
}
