package io.setoff.oracle.stream;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Quorum;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.publish.WriteKey.Part;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.Collector.Gathered;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.Signature;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.trigger.Reason;
import io.setoff.oracle.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes the epochs of one stream to every contract.
 *
 * <p>Each epoch is committed as a root and stored as rows. Its number is above every contract's
 * head and above every number that was ever begun. A chain that fails does not keep the others from
 * being written. Without a quorum of signers nothing is published, and the next look tries again.
 */
public final class StreamPublisher {
  private final EpochSource source;
  private final Trigger trigger;
  private final Collector signers;
  private final List<LaneRunner> lanes;
  private final StreamSettings settings;
  private final StreamLog log;
  private final Clock clock;
  private Optional<SignedEpoch> last = Optional.empty();
  private long lastNumber;
  private long lastAt;

  /**
   * A publisher; nothing runs yet.
   *
   * @param clock dates epochs for people; nothing is decided by it
   */
  public StreamPublisher(
      EpochSource source,
      Trigger trigger,
      Collector signers,
      List<LaneRunner> lanes,
      StreamSettings settings,
      StreamLog log,
      Clock clock) {
    this.source = source;
    this.trigger = trigger;
    this.signers = signers;
    this.lanes = List.copyOf(lanes);
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /** Publishes until the thread is interrupted. A fault ends one look, not the stream. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        lookOrTell();
        Thread.sleep(settings.interval());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lookOrTell() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException e) {
      log.fault(e);
    }
  }

  /** Looks at the figures once, and publishes them when that is due. */
  public void look() throws InterruptedException {
    try {
      Epoch epoch = source.build();
      Optional<Reason> reason =
          trigger.due(epoch, Duration.ofNanos(System.nanoTime() - lastAt), inputsHold(epoch));
      if (reason.isPresent()) {
        publish(epoch, reason.get());
      }
    } catch (OracleUnavailableException e) {
      log.nothing(String.valueOf(e.getMessage()));
    }
  }

  private boolean inputsHold(Epoch now) {
    boolean hold =
        last.isEmpty() || source.holds(last.get().proposal().epoch().inputs(), now.inputs());
    if (!hold) {
      String reason = "a block that it was computed from has left the chain";
      for (ForContract contract : last.get().contracts()) {
        for (LaneRunner lane : lanes) {
          if (lane.domain().equals(contract.domain())) {
            withdraw(lane, contract.rootReport().epoch(), reason);
          }
        }
      }
    }
    return hold;
  }

  private void withdraw(LaneRunner lane, long number, String reason) {
    lane.withdraw(new WriteKey(rootStream(), number, Part.COMMIT), reason);
    lane.withdraw(new WriteKey(rowsStream(), number, Part.STORE), reason);
  }

  private record Reached(LaneRunner lane, Proposal.Target target, SignerSet set) {}

  private void publish(Epoch epoch, Reason reason) throws InterruptedException {
    List<Reached> reached = reachable();
    if (reached.isEmpty()) {
      throw new OracleUnavailableException("no contract can be written");
    }
    lastNumber = nextNumber(reached);
    for (Reached one : reached) {
      one.lane().built(new WriteKey(rootStream(), lastNumber, Part.COMMIT));
      one.lane().built(new WriteKey(rowsStream(), lastNumber, Part.STORE));
    }
    Proposal proposal =
        Proposal.of(
            settings.stream(),
            lastNumber,
            epoch,
            epoch.inputs().newestTime().plus(settings.validity()),
            reached.stream().map(Reached::target).toList());
    long asked = System.nanoTime();
    Gathered gathered =
        signers.collect(proposal, so -> signed(proposal, reached, so).size() == reached.size());
    List<ForContract> signed = signed(proposal, reached, gathered);
    lastNumber = Math.max(lastNumber, gathered.newestEpoch());
    log.asked(Duration.ofNanos(System.nanoTime() - asked), gathered.problems());
    reached.stream()
        .filter(one -> signed.stream().noneMatch(c -> c.domain().equals(one.target().domain())))
        .forEach(one -> withdraw(one.lane(), proposal.number(), "no quorum of signers"));
    if (signed.isEmpty()) {
      throw new OracleUnavailableException(
          "epoch " + proposal.number() + " has no quorum: " + gathered.problems());
    }
    hand(new SignedEpoch(proposal, epoch.tree(), reason, clock.instant(), signed), reached);
  }

  private void hand(SignedEpoch epoch, List<Reached> reached) {
    byte[] rows = epoch.proposal().epoch().packedRows();
    log.signed(epoch);
    for (ForContract contract : epoch.contracts()) {
      for (Reached one : reached) {
        if (one.target().domain().equals(contract.domain())) {
          one.lane().enqueue(contract.commit());
          one.lane().enqueue(contract.store(rows));
        }
      }
    }
    trigger.published(epoch.proposal().epoch());
    last = Optional.of(epoch);
    lastAt = System.nanoTime();
  }

  private List<Reached> reachable() {
    List<Reached> reached = new ArrayList<>();
    for (LaneRunner lane : lanes) {
      try {
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
        reached.add(new Reached(lane, new Proposal.Target(lane.domain(), version), set));
      } catch (OracleUnavailableException e) {
        log.unreachable(lane.domain(), String.valueOf(e.getMessage()));
      }
    }
    return reached;
  }

  private long nextNumber(List<Reached> reached) {
    long head = lastNumber;
    for (Reached one : reached) {
      head = Math.max(head, one.lane().chain().headEpoch(rootStream()));
      head = Math.max(head, one.lane().chain().headEpoch(rowsStream()));
    }
    for (LaneRunner lane : lanes) {
      head = Math.max(head, lane.newestEpoch(rootStream().hex(), rowsStream().hex()));
    }
    return head + 1;
  }

  private List<ForContract> signed(Proposal proposal, List<Reached> reached, Gathered gathered) {
    List<ForContract> signed = new ArrayList<>();
    for (int i = 0; i < reached.size(); i++) {
      Reached one = reached.get(i);
      Optional<Quorum> root = quorum(one.set(), gathered.roots().get(i));
      Optional<Quorum> rows = quorum(one.set(), gathered.rows().get(i));
      if (root.isPresent() && rows.isPresent()) {
        long version = one.target().setVersion();
        signed.add(
            new ForContract(
                one.target().domain(),
                proposal.rootReport(version),
                root.get(),
                proposal.rowsReport(version),
                rows.get()));
      }
    }
    return signed;
  }

  private Optional<Quorum> quorum(SignerSet set, Map<String, Signature> signatures) {
    return set.quorum(signatures, settings.threshold());
  }

  private Bytes32 rootStream() {
    return Proposal.rootStream(settings.stream());
  }

  private Bytes32 rowsStream() {
    return Proposal.rowsStream(settings.stream());
  }

  /** When the last epoch was signed. */
  public Optional<Instant> lastSignedAt() {
    return last.map(SignedEpoch::signedAt);
  }
}
