package io.setoff.oracle.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Word;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.Collector.Gathered;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.stream.Reach.Reached;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.trigger.Reason;
import io.setoff.oracle.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes the epochs of one stream to every contract.
 *
 * <p>Each epoch is committed as a root and stored as rows, by as many transactions as the rows
 * need. Its number is above every contract's head and above every number that was ever begun. A
 * chain that fails does not keep the others from being written. Without a quorum of signers nothing
 * is published, and the next look, which comes soon, tries again.
 */
public final class StreamPublisher {
  /** Proposals after the first one, each with more accounts held back. */
  private static final int ATTEMPTS = 2;

  /**
   * After a look that should have published and could not; twice as long after each further one.
   */
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);

  private static final Duration LAST_RETRY = Duration.ofSeconds(2);

  private final EpochSource source;
  private final Trigger trigger;
  private final Collector signers;
  private final List<LaneRunner> lanes;
  private final StreamSettings settings;
  private final Reach reach;
  private final StreamLog log;
  private final EpochSpans spans;
  private final Clock clock;
  private Optional<SignedEpoch> last = Optional.empty();
  private long lastNumber;
  private long lastAt;
  private Duration retry = FIRST_RETRY;

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
      EpochSpans spans,
      Clock clock) {
    this.source = source;
    this.trigger = trigger;
    this.signers = signers;
    this.lanes = List.copyOf(lanes);
    this.settings = settings;
    this.reach = new Reach(lanes, settings, log);
    this.log = log;
    this.spans = spans;
    this.clock = clock;
  }

  /** Publishes until the thread is interrupted. A fault ends one look, not the stream. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(pauseAfter(lookOrTell()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What was in the way is often gone soon: a chain that is being read, a signer that is behind.
   */
  private Duration pauseAfter(boolean wentWell) {
    if (wentWell) {
      retry = FIRST_RETRY;
    } else if (retry.compareTo(settings.interval()) < 0) {
      Duration pause = retry;
      retry = pause.compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : pause;
      return pause;
    }
    return settings.interval();
  }

  private boolean lookOrTell() throws InterruptedException {
    try {
      return look();
    } catch (RuntimeException e) {
      log.fault(e);
      return false;
    }
  }

  /**
   * Looks at the figures once, if they may be due, and publishes them when they are.
   *
   * @return whether nothing was in the way
   */
  public boolean look() throws InterruptedException {
    try {
      Instant looked = clock.instant();
      EpochInputs inputs = source.inputs();
      boolean inputsHold = inputsHold(inputs);
      Duration age = age(inputs);
      if (inputsHold && trigger.isTooEarly(age)) {
        return true;
      }
      Epoch epoch = source.build(inputs);
      Optional<Reason> reason = trigger.due(epoch, age, inputsHold);
      if (reason.isPresent()) {
        Span span = spans.begin(settings.stream(), inputs, reason.get(), looked, clock.instant());
        try (Scope _ = span.makeCurrent()) {
          publish(epoch, reason.get());
        } catch (OracleUnavailableException e) {
          span.setStatus(StatusCode.ERROR, "nothing published");
          throw e;
        } finally {
          span.end();
        }
      }
      return true;
    } catch (OracleUnavailableException e) {
      log.nothing(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Of the last epoch, by this machine's clock or by the chains', by which its reports end. */
  private Duration age(EpochInputs now) {
    Duration here = Duration.ofNanos(System.nanoTime() - lastAt);
    return last.map(epoch -> now.since(epoch.proposal().epoch().inputs()))
        .filter(there -> there.compareTo(here) > 0)
        .orElse(here);
  }

  private boolean inputsHold(EpochInputs now) {
    if (last.isEmpty() || source.holds(last.get().proposal().epoch().inputs(), now)) {
      return true;
    }
    SignedEpoch epoch = last.get();
    for (LaneRunner lane : lanes) {
      if (epoch.contracts().stream().anyMatch(c -> c.domain().equals(lane.domain()))) {
        withdraw(lane, epoch.proposal(), "a block that it was computed from has left the chain");
      }
    }
    return false;
  }

  private void withdraw(LaneRunner lane, Proposal proposal, String reason) {
    reach.isRecorded(
        lane, it -> SignedEpoch.keys(proposal).forEach(key -> it.withdraw(key, reason)));
  }

  /**
   * An account that keeps a quorum from signing is held back: its word is for nobody's use, and the
   * others get theirs. It is tried again with the next epoch, so it cannot cause one by itself.
   */
  private void publish(Epoch epoch, Reason reason) throws InterruptedException {
    Epoch proposed = epoch;
    Attempt attempt = propose(proposed, reason);
    for (int again = 0; attempt.signed().isEmpty() && again < ATTEMPTS; again++) {
      Epoch next = proposed.holdingBack(attempt.heldBack());
      if (next.equals(proposed)) {
        break;
      }
      proposed = next;
      attempt = propose(proposed, reason);
    }
    if (attempt.signed().isEmpty()) {
      throw new OracleUnavailableException(attempt.problem());
    }
    Span.current().setAttribute("setoff.epoch", attempt.signed().get().proposal().number());
    hand(attempt.signed().get(), attempt.reached());
    trigger.published(epoch);
  }

  /** What came of one proposal. */
  private record Attempt(
      Optional<SignedEpoch> signed,
      List<Reached> reached,
      Map<String, Word> heldBack,
      String problem) {}

  private Attempt propose(Epoch epoch, Reason reason) throws InterruptedException {
    List<Reached> now = reach.now();
    Proposal planned =
        Proposal.of(
            settings.stream(),
            reach.nextNumber(now, lastNumber),
            epoch,
            reach.batches(epoch, now),
            epoch.inputs().newestTime().plus(settings.validity()),
            now.stream().map(Reached::target).toList());
    lastNumber = planned.lastNumber();
    List<Reached> reached = reach.begun(now, planned);
    Proposal proposal = planned.forTargets(reached.stream().map(Reached::target).toList());
    long asked = System.nanoTime();
    Gathered gathered =
        signers.collect(
            proposal,
            settings.threshold(),
            so -> reach.signed(proposal, reached, so).size() == reached.size());
    List<ForContract> signed = reach.signed(proposal, reached, gathered);
    lastNumber = Math.max(lastNumber, gathered.newestEpoch());
    log.asked(
        Duration.ofNanos(System.nanoTime() - asked),
        signed.isEmpty() ? List.of() : gathered.problems());
    reached.stream()
        .filter(one -> signed.stream().noneMatch(c -> c.domain().equals(one.target().domain())))
        .forEach(one -> withdraw(one.lane(), proposal, "no quorum of signers"));
    return new Attempt(
        signed.isEmpty()
            ? Optional.empty()
            : Optional.of(new SignedEpoch(proposal, epoch.tree(), reason, clock.instant(), signed)),
        reached,
        gathered.heldBack(),
        "no quorum: " + gathered.problems());
  }

  /** Those who watch are told last: what they do with an epoch keeps it from no chain. */
  private void hand(SignedEpoch epoch, List<Reached> reached) {
    boolean isTaken = false;
    for (ForContract contract : epoch.contracts()) {
      for (Reached one : reached) {
        if (one.target().domain().equals(contract.domain())) {
          isTaken |=
              reach.isRecorded(one.lane(), lane -> epoch.writes(contract).forEach(lane::enqueue));
        }
      }
    }
    if (!isTaken) {
      throw new OracleUnavailableException(
          "epoch " + epoch.proposal().number() + " is signed, and no lane has taken it");
    }
    last = Optional.of(epoch);
    lastAt = System.nanoTime();
    log.signed(epoch);
  }
}
