package io.setoff.oracle.sign;

import io.opentelemetry.context.Context;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Word;
import io.setoff.oracle.sign.SignerLink.Reply;
import io.setoff.v1.RefusalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks every signer at once and stops when a quorum has signed, or too few are left for one. A
 * signature counts for the address that it recovers to, whoever sent it. One that has not indexed a
 * block yet is asked again, ever less often.
 */
public final class Collector {
  /** The longest pause is this many times the first one. */
  private static final int LONGEST = 8;

  private final List<SignerLink> links;
  private final Duration patience;
  private final Duration pause;

  /**
   * A collector.
   *
   * @param patience longest time for one proposal
   * @param pause before a signer that has not read a block yet is asked again the first time
   */
  public Collector(List<SignerLink> links, Duration patience, Duration pause) {
    this.links = List.copyOf(links);
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * What was gathered.
   *
   * @param reports signatures by address, for each target and each of its reports
   * @param problems a line for each signer that did not sign
   * @param newestEpoch that a signer says it has signed; 0 when none says
   * @param heldBack what signers would sign instead, by account the one that asks for most
   */
  public record Gathered(
      List<List<Map<String, Signature>>> reports,
      List<String> problems,
      long newestEpoch,
      Map<String, Word> heldBack) {}

  /**
   * Gathers until {@code enough}, until that cannot be any more, or until patience ends.
   *
   * @param threshold signatures that are never enough when there are fewer
   */
  public Gathered collect(Proposal proposal, int threshold, Predicate<Gathered> enough)
      throws InterruptedException {
    LinkedBlockingQueue<Consumer<Gathering>> arrived = new LinkedBlockingQueue<>();
    AtomicBoolean ended = new AtomicBoolean();
    for (SignerLink link : links) {
      Runnable asking = () -> arrived.add(ask(link, proposal, ended));
      Thread.ofVirtual().name("signer " + link.name()).start(Context.current().wrap(asking));
    }
    Gathering gathering = new Gathering(proposal);
    long deadline = System.nanoTime() + patience.toNanos();
    for (int left = links.size(); left > 0 && !enough.test(gathering.result()); left--) {
      if (gathering.signers + left < threshold) {
        gathering.problems.add(left + " more signers would not be enough");
        break;
      }
      Consumer<Gathering> next = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        gathering.problems.add(left + " signers have not answered in " + patience);
        break;
      }
      next.accept(gathering);
    }
    ended.set(true);
    return gathering.result();
  }

  private Consumer<Gathering> ask(SignerLink link, Proposal proposal, AtomicBoolean ended) {
    try {
      Reply reply = link.propose(proposal);
      Duration wait = pause;
      while (isNotIndexed(reply) && !ended.get()) {
        Thread.sleep(wait);
        wait = wait.compareTo(pause.multipliedBy(LONGEST)) < 0 ? wait.multipliedBy(2) : wait;
        reply = link.propose(proposal);
      }
      Reply last = reply;
      return gathering -> gathering.take(link, last);
    } catch (OracleUnavailableException e) {
      return gathering -> gathering.problem(link, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return gathering -> gathering.problem(link, "interrupted");
    }
  }

  private static boolean isNotIndexed(Reply reply) {
    return reply instanceof Reply.Refused refused
        && refused.refusal().reason() == RefusalReason.REFUSAL_REASON_NOT_INDEXED;
  }

  /** Used by the collecting thread alone. */
  private static final class Gathering {
    private final Proposal proposal;
    private final List<List<Map<String, Signature>>> reports = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final TreeMap<String, Word> heldBack = new TreeMap<>();
    private long newestEpoch;
    private int signers;

    Gathering(Proposal proposal) {
      this.proposal = proposal;
      for (Proposal.Target target : proposal.targets()) {
        reports.add(
            proposal.reports(target.setVersion()).stream()
                .<Map<String, Signature>>map(report -> new TreeMap<>())
                .toList());
      }
    }

    void problem(SignerLink link, String what) {
      problems.add(link.name() + ": " + what);
    }

    void take(SignerLink link, Reply reply) {
      switch (reply) {
        case Reply.Refused(Refusal refusal, long newest) -> {
          problem(link, refusal.reason() + ", " + refusal.detail());
          refusal
              .heldBack()
              .forEach((account, word) -> heldBack.merge(account, word, Word::orMore));
          newestEpoch = Math.max(newestEpoch, newest);
        }
        case Reply.Signed(List<TargetSignature> signed) -> {
          if (isWhole(signed)) {
            signers++;
            add(signed);
          } else {
            problem(link, "signs something else than was asked");
          }
        }
      }
    }

    private boolean isWhole(List<TargetSignature> signed) {
      return signed.size() == proposal.targets().size()
          && signed.stream()
              .allMatch(target -> target.reports().size() == 1 + proposal.batches().size());
    }

    private void add(List<TargetSignature> signed) {
      for (int i = 0; i < signed.size(); i++) {
        Proposal.Target target = proposal.targets().get(i);
        List<EpochReport> asked = proposal.reports(target.setVersion());
        for (int j = 0; j < asked.size(); j++) {
          Signature signature = signed.get(i).reports().get(j);
          byte[] preimage = target.domain().preimage(asked.get(j));
          reports.get(i).get(j).put(signature.signerOf(preimage), signature);
        }
      }
    }

    Gathered result() {
      return new Gathered(
          List.copyOf(reports), List.copyOf(problems), newestEpoch, Map.copyOf(heldBack));
    }
  }
}
