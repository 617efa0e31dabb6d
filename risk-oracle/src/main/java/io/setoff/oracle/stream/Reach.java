package io.setoff.oracle.stream;

import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Quorum;
import io.setoff.oracle.publish.StoreSize;
import io.setoff.oracle.sign.Collector.Gathered;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.Signature;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.stream.SignedEpoch.Signed;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The contracts of a stream: which can be written now, with what, and whose signatures count. For
 * the thread of the stream.
 */
final class Reach {
  /** Longest that a stream waits for what its contracts say. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<LaneRunner> lanes;
  private final List<ChainQuestion<Reached>> questions;
  private final StreamSettings settings;
  private final StreamLog log;

  Reach(List<LaneRunner> lanes, StreamSettings settings, StreamLog log) {
    this.lanes = List.copyOf(lanes);
    this.questions =
        this.lanes.stream().map(lane -> new ChainQuestion<>(() -> reached(lane))).toList();
    this.settings = settings;
    this.log = log;
  }

  /**
   * A contract that can be written.
   *
   * @param head newest epoch of both streams there
   * @param stored accounts that have a row there
   * @param gasCap most that a transaction may ask for there
   */
  record Reached(
      LaneRunner lane,
      Proposal.Target target,
      SignerSet set,
      long head,
      Set<String> stored,
      BigInteger gasCap) {}

  /** Those that can be written now, at least one. */
  List<Reached> now() throws InterruptedException {
    ChainQuestion.askAll(questions, PATIENCE);
    List<Reached> reached = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      try {
        reached.add(questions.get(i).answer());
      } catch (OracleUnavailableException | RpcUnavailableException e) {
        log.unreachable(lanes.get(i).domain(), String.valueOf(e.getMessage()));
      }
    }
    return atLeastOne(reached);
  }

  /** Those whose journals have taken what a proposal begins, at least one. */
  List<Reached> begun(List<Reached> reached, Proposal proposal) {
    return atLeastOne(
        reached.stream()
            .filter(
                one ->
                    isRecorded(one.lane(), lane -> SignedEpoch.keys(proposal).forEach(lane::built)))
            .toList());
  }

  private static List<Reached> atLeastOne(List<Reached> reached) {
    if (reached.isEmpty()) {
      throw new OracleUnavailableException("no contract can be written");
    }
    return reached;
  }

  /** Whether a lane has taken this. One that has not is told, and does not stop the others. */
  boolean isRecorded(LaneRunner lane, Consumer<LaneRunner> records) {
    try {
      records.accept(lane);
      return true;
    } catch (OracleUnavailableException e) {
      log.unreachable(lane.domain(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private Reached reached(LaneRunner lane) {
    if (lane.log().isStopped()) {
      throw new OracleUnavailableException("its lane has stopped");
    }
    long version = lane.chain().setVersion();
    Bytes32 hash = lane.chain().signerSetHash();
    SignerSet set =
        settings.sets().stream()
            .filter(known -> known.hash().equals(hash))
            .findFirst()
            .orElseThrow(
                () ->
                    new OracleUnavailableException(
                        "signer set " + version + " is in force, and not configured here"));
    long rows = lane.chain().headEpoch(rowsStream());
    return new Reached(
        lane,
        new Proposal.Target(lane.domain(), version),
        set,
        Math.max(rows, lane.chain().headEpoch(rootStream())),
        lane.storedAccounts(rowsStream(), rows),
        lane.chain().gasCap());
  }

  /** Above every contract's head, and above every number that was ever begun. */
  long nextNumber(List<Reached> reached, long last) {
    long head = last;
    for (Reached one : reached) {
      head = Math.max(head, one.head());
    }
    for (LaneRunner lane : lanes) {
      head = Math.max(head, lane.newestEpoch(List.of(rootStream(), rowsStream())));
    }
    return head + 1;
  }

  /** Rows of each transaction, such that every contract takes them. */
  List<Integer> batches(Epoch epoch, List<Reached> reached) {
    Set<String> stored = new HashSet<>(reached.getFirst().stored());
    BigInteger gasCap = reached.getFirst().gasCap();
    int members = 0;
    for (Reached one : reached) {
      stored.retainAll(one.stored());
      gasCap = gasCap.min(one.gasCap());
      members = Math.max(members, one.set().members().size());
    }
    List<String> accounts = epoch.rows().stream().map(Epoch.Row::account).toList();
    return new StoreSize(gasCap, members, settings.threshold()).split(accounts, stored);
  }

  /** The contracts that a quorum has signed all reports for. */
  List<ForContract> signed(Proposal proposal, List<Reached> reached, Gathered gathered) {
    List<ForContract> contracts = new ArrayList<>();
    for (int i = 0; i < reached.size(); i++) {
      Reached one = reached.get(i);
      List<EpochReport> reports = proposal.reports(one.target().setVersion());
      List<Signed> signed = new ArrayList<>();
      for (int j = 0; j < reports.size(); j++) {
        Map<String, Signature> signatures = gathered.reports().get(i).get(j);
        Optional<Quorum> quorum = one.set().quorum(signatures, settings.threshold());
        if (quorum.isPresent()) {
          signed.add(new Signed(reports.get(j), quorum.get()));
        }
      }
      if (signed.size() == reports.size()) {
        contracts.add(
            new ForContract(
                one.target().domain(), signed.getFirst(), signed.subList(1, signed.size())));
      }
    }
    return contracts;
  }

  private Bytes32 rootStream() {
    return Proposal.rootStream(settings.stream());
  }

  private Bytes32 rowsStream() {
    return Proposal.rowsStream(settings.stream());
  }
}
