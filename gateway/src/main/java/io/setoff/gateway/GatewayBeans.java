package io.setoff.gateway;

import io.opentelemetry.api.trace.Tracer;
import io.quarkus.grpc.runtime.GrpcServer;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.api.DirectoryService;
import io.setoff.gateway.api.HedgeCandidates;
import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.api.RiskQuestions;
import io.setoff.gateway.api.RiskServices;
import io.setoff.gateway.api.TotalsService;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.RiskConfig.Workers;
import io.setoff.gateway.config.RoleNames;
import io.setoff.gateway.kubernetes.KubernetesLeases;
import io.setoff.gateway.ops.OracleMetrics;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.gateway.oracle.SignerRole;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.gateway.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Where the framework meets the application: it makes the parts and ends them. */
@ApplicationScoped
class GatewayBeans {
  private static final Logger LOG = Logger.getLogger(GatewayMain.class);

  /** Portfolios take about a millisecond each: they may wait in greater number than risk. */
  private static final int READ_QUEUE = 1_000;

  @Produces
  @Singleton
  ChainNamespace namespace() {
    return AdapterWiring.chains();
  }

  @Produces
  @Singleton
  GatewayConfig config(
      @ConfigProperty(name = GatewayMain.CONFIG_PROPERTY) String file,
      @ConfigProperty(name = GatewayMain.ROLES_PROPERTY) Optional<String> roles,
      ChainNamespace namespace)
      throws ConfigException {
    return ConfigLoader.load(
        Path.of(file),
        namespace,
        roles.map(text -> RoleNames.of(GatewayMain.ROLES_PROPERTY, text)));
  }

  @Produces
  @Singleton
  Telemetry telemetry(GatewayConfig config) {
    return Telemetry.of(config);
  }

  void end(@Disposes Telemetry telemetry) {
    telemetry.close();
  }

  @Produces
  @Singleton
  KubernetesLeases leases(GatewayConfig config) {
    return KubernetesLeases.of(config);
  }

  void end(@Disposes KubernetesLeases leases) {
    leases.close();
  }

  @Produces
  @Singleton
  Tracer tracer(Telemetry telemetry) {
    return telemetry.tracer();
  }

  @Produces
  @Singleton
  @Startup
  Gateway gateway(
      GatewayConfig config, ChainNamespace namespace, KubernetesLeases leases, Tracer tracer) {
    Gateway gateway =
        new Gateway(
            config, namespace, Stores.open(config, leases.turns()), Clock.systemUTC(), tracer);
    gateway.start();
    return gateway;
  }

  void end(@Disposes Gateway gateway) {
    gateway.close();
  }

  @Produces
  @Singleton
  IndexedChains book(Gateway gateway) {
    return gateway.book();
  }

  @Produces
  @Singleton
  Chains chains(Gateway gateway) {
    return gateway.chains();
  }

  @Produces
  @Singleton
  Reconciliation reconciliation(Gateway gateway) {
    return gateway.reconciliation();
  }

  @Produces
  @Singleton
  QueryService queries(Gateway gateway, GatewayConfig config) {
    Workers calculating = config.risk().workers();
    Workers reading = new Workers(calculating.threads(), READ_QUEUE, calculating.patience());
    return new QueryService(
        gateway.accounts(),
        gateway.tracking(),
        gateway.book(),
        gateway.exposures(),
        gateway.hub(),
        gateway::message,
        new WorkerPool("portfolio", reading));
  }

  void end(@Disposes QueryService queries) {
    queries.close();
  }

  /** One thread: it goes from block to block, and bounds what totals may cost. */
  @Produces
  @Singleton
  TotalsService totals(Gateway gateway, GatewayConfig config) {
    return new TotalsService(
        gateway.allAccounts(),
        gateway.book(),
        gateway.tracking(),
        new WorkerPool("totals", new Workers(1, READ_QUEUE, config.risk().workers().patience())),
        Clock.systemUTC());
  }

  void end(@Disposes TotalsService totals) {
    totals.close();
  }

  @Produces
  @Singleton
  DirectoryService directory(
      GatewayConfig config, IndexedChains book, Chains chains, Reconciliation reconciliation) {
    return new DirectoryService(config, book, chains, reconciliation, Clock.systemUTC());
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
  RiskServices risk(GatewayConfig config, Gateway gateway, WorkerPool workers) {
    RiskQuestions questions =
        new RiskQuestions(
            gateway.accounts(),
            gateway.tracking(),
            gateway.book(),
            gateway.risk(),
            config.risk(),
            workers);
    return RiskServices.of(
        questions,
        gateway.exposures(),
        gateway.hub(),
        new HedgeCandidates(config, gateway.chains(), gateway.venues()));
  }

  @Produces
  @Singleton
  OracleRole oracle(GatewayConfig config, Gateway gateway, Tracer tracer) {
    return new OracleRole(config, gateway::difference, tracer);
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
      HttpServer http,
      GrpcServer grpc,
      GatewayConfig config,
      OracleRole oracle,
      SignerRole signer,
      OracleMetrics metrics) {
    LOG.infof(
        "the page is at http://%s:%d/, gRPC at http://%s:%d",
        config.http().at().host(), http.getPort(), config.grpc().host(), grpc.getPort());
    signer.start(config.grpc().host(), grpc.getPort());
    oracle.start(config.grpc().host(), grpc.getPort());
    metrics.bind(oracle);
  }
}
