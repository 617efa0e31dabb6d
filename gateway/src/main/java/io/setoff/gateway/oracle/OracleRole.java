package io.setoff.gateway.oracle;

import io.grpc.ManagedChannel;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.oracle.EpochBuilder;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleContract;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.Publisher;
import io.setoff.oracle.PublisherSettings;
import io.setoff.oracle.QuorumSigner;
import io.setoff.oracle.TransactionSender;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.ListPublicationsResponse;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

/** Runs the publisher when the configuration asks for one. */
public final class OracleRole implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OracleRole.class);
  private static final int MAX_EPOCHS = 100;

  private final GatewayConfig config;
  private final List<Web3j> connections = new ArrayList<>();
  private volatile Optional<Running> running = Optional.empty();

  private record Running(Publisher publisher, Thread thread, ManagedChannel channel) {}

  public OracleRole(GatewayConfig config) {
    this.config = config;
  }

  /** Starts publishing what the API at {@code host} and {@code port} answers. */
  public synchronized void start(String host, int port) {
    if (config.oracle().isEmpty() || running.isPresent()) {
      return;
    }
    GatewayConfig.Oracle oracle = config.oracle().get();
    ManagedChannel channel = ApiChannel.open(host, port);
    EpochBuilder builder =
        new EpochBuilder(
            PortfolioServiceGrpc.newBlockingStub(channel),
            ExposureServiceGrpc.newBlockingStub(channel),
            RiskServiceGrpc.newBlockingStub(channel),
            Set.copyOf(oracle.venues()));
    KeyFile keys = KeyFile.read(oracle.keys());
    Publisher publisher =
        new Publisher(
            builder,
            new QuorumSigner(keys.signers(), oracle.threshold()),
            targets(oracle, keys),
            new PublisherSettings(
                oracle.stream(), oracle.publish(), oracle.interval(), oracle.validity()),
            LOG::info);
    Thread thread = Thread.ofPlatform().name("publisher").daemon().start(publisher::run);
    running = Optional.of(new Running(publisher, thread, channel));
  }

  private List<Publisher.Target> targets(GatewayConfig.Oracle oracle, KeyFile keys) {
    List<Publisher.Target> targets = new ArrayList<>();
    for (GatewayConfig.OracleContract contract : oracle.contracts()) {
      GatewayConfig.Chain chain = config.chain(contract.chain()).orElseThrow();
      Web3j web3j = Web3j.build(new HttpService(chain.rpc().get(0).toString()));
      connections.add(web3j);
      long chainId = contract.chain().evmNumber();
      targets.add(
          new Publisher.Target(
              new OracleContract(web3j, new OracleDomain(chainId, contract.address())),
              new TransactionSender(web3j, chainId, keys.gasPayer(), Clock.systemUTC())));
    }
    return targets;
  }

  /** See {@code OracleService.ListPublications}. */
  public ListPublicationsResponse listPublications(ListPublicationsRequest request) {
    int epochs = request.getEpochs() == 0 ? 1 : request.getEpochs();
    if (epochs < 1 || epochs > MAX_EPOCHS) {
      throw RequestException.invalid("epochs", "is not between 1 and " + MAX_EPOCHS);
    }
    Publisher publisher =
        running
            .map(Running::publisher)
            .orElseThrow(
                () ->
                    new RequestException(
                        RequestException.Code.UNAVAILABLE, "oracle", "nothing is published here"));
    return ListPublicationsResponse.newBuilder()
        .addAllPublications(publisher.newest(epochs))
        .build();
  }

  @Override
  public synchronized void close() {
    running.ifPresent(
        r -> {
          r.thread().interrupt();
          r.channel().shutdownNow();
        });
    connections.forEach(Web3j::shutdown);
  }
}
