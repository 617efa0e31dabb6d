package io.setoff.gateway.oracle;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.opentelemetry.api.trace.Tracer;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.OracleConfig;
import io.setoff.gateway.config.Role;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.PublishGuard;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.LocalWallet;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.LocalSigner;
import io.setoff.oracle.sign.RemoteSigner;
import io.setoff.oracle.sign.SignerLink;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.EpochSpans;
import io.setoff.oracle.stream.GatewayEpochs;
import io.setoff.oracle.stream.LaneLog;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.LaneSpans;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.stream.StreamPublisher;
import io.setoff.oracle.stream.StreamSettings;
import io.setoff.oracle.trace.HeadTraces;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.v1.ExposureServiceGrpc;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Runs the publisher in a process that has the role. */
public final class OracleRole implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OracleRole.class);
  private static final Duration LANE_PAUSE = Duration.ofMillis(200);
  private static final Duration RPC_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SIGNER_DEADLINE = Duration.ofSeconds(10);
  private static final Duration SIGNER_PAUSE = Duration.ofMillis(200);

  /** A look that is interrupted asks its nodes to the end: one that hangs is waited for. */
  private static final Duration CLOSE_PATIENCE = RPC_TIMEOUT.multipliedBy(2);

  /** Blocks: a transaction waits that long at most, and a nonce may look used by nobody. */
  private static final LaneSettings PATIENCE = new LaneSettings(3, 2);

  private final GatewayConfig config;
  private final Function<String, Optional<String>> differences;
  private final Tracer tracer;
  private volatile Optional<Running> running = Optional.empty();

  private record Running(
      List<StreamLog> logs,
      List<LaneRunner> lanes,
      List<SignerLink> signers,
      List<Thread> threads,
      FailoverChannel channel) {}

  /**
   * Publishes nothing yet.
   *
   * @param differences compares an account with the contracts; empty when all agrees
   */
  public OracleRole(
      GatewayConfig config, Function<String, Optional<String>> differences, Tracer tracer) {
    this.config = config;
    this.differences = differences;
    this.tracer = tracer;
  }

  /**
   * Starts publishing what gateways answer: the one at {@code host} and {@code port} where this
   * process is one, else those that are configured.
   */
  public synchronized void start(String host, int port) {
    if (!config.has(Role.ORACLE) || running.isPresent()) {
      return;
    }
    OracleConfig oracle = config.oracle().orElseThrow();
    KeyFile keys = KeyFile.read(oracle.keys());
    FailoverChannel channel = new FailoverChannel(gateways(oracle, host, port));
    List<LaneRunner> lanes =
        oracle.contracts().stream().map(contract -> lane(oracle, contract, keys)).toList();
    List<SignerLink> signers = signers(oracle, keys);
    PublishGuard guard = guard(oracle);
    Collector collector = new Collector(signers, SIGNER_DEADLINE, SIGNER_PAUSE);
    HeadTraces heads = new HeadTraces();
    Channel traced = ClientInterceptors.intercept(channel, heads);
    List<StreamLog> logs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (OracleConfig.Stream stream : oracle.streams()) {
      StreamLog log = new StreamLog(stream.name(), new EventLines(stream.name(), LOG::info));
      StreamPublisher publisher =
          new StreamPublisher(
              new GatewayEpochs(
                  ApiChannel.epochs(traced, stream, guard),
                  ExposureServiceGrpc.newBlockingStub(channel),
                  stream.publish()),
              new Trigger(stream.trigger()),
              collector,
              lanes,
              settings(oracle, stream, keys),
              log,
              new EpochSpans(tracer, heads),
              Clock.systemUTC());
      logs.add(log);
      threads.add(
          Thread.ofPlatform().name("publish " + stream.name()).daemon().start(publisher::run));
    }
    running = Optional.of(new Running(logs, lanes, signers, threads, channel));
  }

  /** A publisher that has no book leaves the comparison to the signers, each of which makes it. */
  private PublishGuard guard(OracleConfig oracle) {
    return config.hasBook()
        ? new ComparisonGuard(oracle.proveAbove(), differences)
        : (account, grossUsd) -> {};
  }

  private List<ManagedChannel> gateways(OracleConfig oracle, String host, int port) {
    return config.has(Role.GATEWAY)
        ? List.of(ApiChannel.open(host, port))
        : oracle.gateways().stream()
            .map(url -> ApiChannel.open(url.getHost(), url.getPort()))
            .toList();
  }

  private LaneRunner lane(OracleConfig oracle, OracleConfig.Contract contract, KeyFile keys) {
    GatewayConfig.Chain chain = config.chain(contract.chain()).orElseThrow();
    OracleDomain domain = new OracleDomain(contract.chain().evmNumber(), contract.address());
    int quorum =
        oracle.rpcQuorum() == 0 ? NodeQuorum.majority(chain.rpc().size()) : oracle.rpcQuorum();
    RpcPool pool =
        new RpcPool(
            contract.chain().value(),
            chain.rpc(),
            chain.reading().limits().withTimeout(RPC_TIMEOUT));
    NodeQuorum nodes = new NodeQuorum(pool, quorum);
    LocalWallet wallet = new LocalWallet(keys.gasPayer(), domain.chainId(), domain.contract());
    RpcChain rpc = new RpcChain(nodes, domain, wallet.address());
    FileJournal journal =
        FileJournal.open(
            oracle.state().resolve(domain.chainId() + "-" + wallet.address().substring(2)));
    LaneLog log =
        new LaneLog(contract.chain().value(), new EventLines(contract.chain().value(), LOG::info));
    Lane lane =
        new Lane(
            rpc,
            wallet,
            journal,
            oracle.fees(),
            PATIENCE,
            new LaneSpans(contract.chain(), tracer, log));
    return new LaneRunner(rpc, nodes, lane, journal, log, LANE_PAUSE);
  }

  private static List<SignerLink> signers(OracleConfig oracle, KeyFile keys) {
    List<SignerLink> links = new ArrayList<>();
    oracle.signing().signers().forEach(url -> links.add(new RemoteSigner(url, SIGNER_DEADLINE)));
    if (links.isEmpty()) {
      keys.signers().forEach(key -> links.add(new LocalSigner(KeySigner.of(key))));
    }
    return links;
  }

  private static StreamSettings settings(
      OracleConfig oracle, OracleConfig.Stream stream, KeyFile keys) {
    List<SignerSet> sets = new ArrayList<>();
    oracle.signing().sets().forEach(members -> sets.add(new SignerSet(members)));
    if (sets.isEmpty()) {
      sets.add(
          new SignerSet(keys.signers().stream().map(key -> KeySigner.of(key).address()).toList()));
    }
    return new StreamSettings(
        stream.name(), stream.checkEvery(), stream.validity(), sets, oracle.signing().threshold());
  }

  /**
   * What has been published.
   *
   * @throws RequestException when this process does not publish
   */
  public Publications publications() {
    return new Publications(running().logs(), running().lanes());
  }

  /**
   * Signed epochs for those who bring them to a contract themselves.
   *
   * @throws RequestException when this process does not publish
   */
  public Reports reports() {
    return new Reports(running().logs(), running().lanes());
  }

  private Running running() {
    return running.orElseThrow(
        () ->
            new RequestException(
                RequestException.Code.UNAVAILABLE, "oracle", "nothing is published here"));
  }

  /** The lanes, none in a process that does not publish. */
  public List<LaneRunner> lanes() {
    return running.map(Running::lanes).orElse(List.of());
  }

  /** A log for each stream, none in a process that does not publish. */
  public List<StreamLog> logs() {
    return running.map(Running::logs).orElse(List.of());
  }

  /** Waits for them: the lanes that they record in are closed next. */
  static void end(List<Thread> publishers, Duration patience) {
    publishers.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Thread publisher : publishers) {
        if (!publisher.join(Duration.ofNanos(deadline - System.nanoTime()))) {
          LOG.warnf("%s still runs, and what it uses is closed", publisher.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    running.ifPresent(
        r -> {
          end(r.threads(), CLOSE_PATIENCE);
          r.lanes().forEach(LaneRunner::close);
          r.signers().forEach(SignerLink::close);
          r.channel().close();
        });
  }
}
