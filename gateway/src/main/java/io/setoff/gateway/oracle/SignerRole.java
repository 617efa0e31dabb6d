package io.setoff.gateway.oracle;

import io.grpc.ManagedChannel;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.OracleConfig;
import io.setoff.gateway.config.Role;
import io.setoff.gateway.config.SignerConfig;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.PublishGuard;
import io.setoff.oracle.sign.BookRecomputation;
import io.setoff.oracle.sign.FileSignLedger;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.MoveGuard;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.ProposalMessages;
import io.setoff.oracle.sign.Recomputation;
import io.setoff.oracle.sign.SignTerms;
import io.setoff.oracle.sign.Signer;
import io.setoff.oracle.sign.SigningDesk;
import io.setoff.oracle.sign.Web3Signer;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetSignerResponse;
import io.setoff.v1.SignEpochRequest;
import io.setoff.v1.SignEpochResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Signs epochs in a process that has the role. */
public final class SignerRole implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SignerRole.class);

  private final GatewayConfig config;
  private final Function<String, Optional<String>> differences;
  private final RefusalLog refusals = new RefusalLog(LOG::warn);
  private volatile Optional<Running> running = Optional.empty();

  private record Running(
      String address,
      Map<String, SigningDesk> desks,
      FileSignLedger ledger,
      ManagedChannel channel) {}

  /**
   * Signs nothing yet.
   *
   * @param differences compares an account with the contracts; empty when all agrees
   */
  public SignerRole(GatewayConfig config, Function<String, Optional<String>> differences) {
    this.config = config;
    this.differences = differences;
  }

  /** Starts signing what the API at {@code host} and {@code port}, its own, answers. */
  public synchronized void start(String host, int port) {
    if (!config.has(Role.SIGNER) || running.isPresent()) {
      return;
    }
    SignerConfig section = config.signer().orElseThrow();
    OracleConfig oracle = config.oracle().orElseThrow();
    ManagedChannel channel = ApiChannel.open(host, port);
    FileSignLedger ledger = FileSignLedger.open(section.ledger());
    Optional<MoveGuard> moves = section.maxMove().map(b -> MoveGuard.open(section.ledger(), b));
    PublishGuard guard = new ComparisonGuard(oracle.proveAbove(), differences);
    Signer signer = signer(section.key());
    Map<String, SigningDesk> desks = new TreeMap<>();
    for (OracleConfig.Stream stream : oracle.streams()) {
      Recomputation recomputation =
          new BookRecomputation(
              ApiChannel.epochs(channel, stream, guard),
              ExposureServiceGrpc.newBlockingStub(channel),
              stream.publish().getFirst());
      SignTerms terms = terms(oracle, stream, section);
      desks.put(stream.name(), new SigningDesk(terms, recomputation, signer, ledger, moves));
    }
    LOG.infof("signs as %s", signer.address());
    running = Optional.of(new Running(signer.address(), desks, ledger, channel));
  }

  private static Signer signer(SignerConfig.Key key) {
    return switch (key) {
      case SignerConfig.Key.InFile file -> KeySigner.read(file.file());
      case SignerConfig.Key.Remote remote -> new Web3Signer(remote.url(), remote.publicKey());
    };
  }

  private static SignTerms terms(
      OracleConfig oracle, OracleConfig.Stream stream, SignerConfig signer) {
    return new SignTerms(
        stream.name(),
        stream.publish(),
        oracle.contracts().stream()
            .map(c -> new OracleDomain(c.chain().evmNumber(), c.address()))
            .toList(),
        stream.validity(),
        signer.maxAge());
  }

  private Running running() {
    return running.orElseThrow(
        () ->
            new RequestException(
                RequestException.Code.UNAVAILABLE, "signer", "nothing is signed here"));
  }

  /** See {@code SignerService.GetSigner}. */
  public GetSignerResponse signer() {
    return GetSignerResponse.newBuilder().setAddress(running().address()).build();
  }

  /** See {@code SignerService.SignEpoch}. */
  public SignEpochResponse sign(SignEpochRequest request) {
    SigningDesk desk = running().desks().get(request.getStream());
    if (desk == null) {
      throw new RequestException(
          RequestException.Code.NOT_FOUND, "stream", request.getStream() + " is not signed here");
    }
    Proposal proposal;
    try {
      proposal = ProposalMessages.read(request);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid("request", String.valueOf(e.getMessage()));
    }
    SigningDesk.Outcome outcome = desk.sign(proposal);
    if (outcome instanceof SigningDesk.Outcome.Refuses refuses) {
      refusals.tell(proposal.stream(), proposal.number(), refuses.refusal());
    }
    return ProposalMessages.of(outcome, desk.newestEpoch());
  }

  @Override
  public synchronized void close() {
    running.ifPresent(
        r -> {
          r.ledger().close();
          r.channel().shutdownNow();
        });
  }
}
