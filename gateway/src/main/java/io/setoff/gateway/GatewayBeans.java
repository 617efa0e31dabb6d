package io.setoff.gateway;

import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.api.RiskServices;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.ops.OracleMetrics;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.gateway.oracle.SignerRole;
import io.setoff.store.RocksPositionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Where the framework meets the application: it makes the parts and ends them. */
@ApplicationScoped
class GatewayBeans {
  private static final Logger LOG = Logger.getLogger(GatewayMain.class);

  @Produces
  @Singleton
  GatewayConfig config(@ConfigProperty(name = GatewayMain.CONFIG_PROPERTY) String file)
      throws ConfigException {
    return ConfigLoader.load(Path.of(file));
  }

  @Produces
  @Singleton
  @Startup
  Gateway gateway(GatewayConfig config) {
    Gateway gateway =
        new Gateway(config, RocksPositionStore.open(config.storeFolder()), Clock.systemUTC());
    gateway.start();
    return gateway;
  }

  void end(@Disposes Gateway gateway) {
    gateway.close();
  }

  @Produces
  @Singleton
  QueryService queries(Gateway gateway) {
    return new QueryService(gateway, Clock.systemUTC());
  }

  @Produces
  @Singleton
  WorkerPool workers(GatewayConfig config) {
    return new WorkerPool("risk", config.risk().workers());
  }

  void end(@Disposes WorkerPool workers) {
    workers.close();
  }

  @Produces
  @Singleton
  RiskServices risk(Gateway gateway, WorkerPool workers) {
    return RiskServices.of(gateway, workers);
  }

  @Produces
  @Singleton
  OracleRole oracle(GatewayConfig config, Gateway gateway) {
    return new OracleRole(config, gateway::difference);
  }

  void end(@Disposes OracleRole oracle) {
    oracle.close();
  }

  @Produces
  @Singleton
  SignerRole signer(GatewayConfig config, Gateway gateway) {
    return new SignerRole(config, gateway::difference);
  }

  void end(@Disposes SignerRole signer) {
    signer.close();
  }

  void listening(
      @ObservesAsync HttpServerStart event,
      HttpServer server,
      GatewayConfig config,
      OracleRole oracle,
      SignerRole signer,
      OracleMetrics metrics) {
    LOG.infof("the page is at http://%s:%d/", config.http().host(), server.getPort());
    signer.start(config.http().host(), server.getPort());
    oracle.start(config.http().host(), server.getPort());
    metrics.bind(oracle);
  }
}
