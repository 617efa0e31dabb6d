package io.setoff.oracle.sign;

import io.setoff.oracle.OracleUnavailableException;
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
 * Asks every signer at once and stops when a quorum has signed. A signature counts for the address
 * that it recovers to, whoever sent it. One that has not indexed a block yet is asked again.
 */
public final class Collector {
  private final List<SignerLink> links;
  private final Duration patience;
  private final Duration pause;

  /**
   * A collector.
   *
   * @param patience longest time for one proposal
   * @param pause before a signer that has not read a block yet is asked again
   */
  public Collector(List<SignerLink> links, Duration patience, Duration pause) {
    this.links = List.copyOf(links);
    this.patience = patience;
    this.pause = pause;
  }

  /**
   * What was gathered.
   *
   * @param roots signatures of the root's report, a map by address for each target
   * @param rows the same of the rows' report
   * @param problems a line for each signer that did not sign
   * @param newestEpoch that a signer says it has signed; 0 when none says
   */
  public record Gathered(
      List<Map<String, Signature>> roots,
      List<Map<String, Signature>> rows,
      List<String> problems,
      long newestEpoch) {}

  /** Gathers until {@code enough} or until patience ends. */
  public Gathered collect(Proposal proposal, Predicate<Gathered> enough)
      throws InterruptedException {
    LinkedBlockingQueue<Consumer<Gathering>> arrived = new LinkedBlockingQueue<>();
    AtomicBoolean ended = new AtomicBoolean();
    for (SignerLink link : links) {
      Thread.ofVirtual()
          .name("signer " + link.name())
          .start(() -> arrived.add(ask(link, proposal, ended)));
    }
    Gathering gathering = new Gathering(proposal);
    long deadline = System.nanoTime() + patience.toNanos();
    for (int left = links.size(); left > 0 && !enough.test(gathering.result()); left--) {
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
      while (isNotIndexed(reply) && !ended.get()) {
        Thread.sleep(pause);
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
    private final List<Map<String, Signature>> roots = new ArrayList<>();
    private final List<Map<String, Signature>> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long newestEpoch;

    Gathering(Proposal proposal) {
      this.proposal = proposal;
      proposal
          .targets()
          .forEach(
              target -> {
                roots.add(new TreeMap<>());
                rows.add(new TreeMap<>());
              });
    }

    void problem(SignerLink link, String what) {
      problems.add(link.name() + ": " + what);
    }

    void take(SignerLink link, Reply reply) {
      switch (reply) {
        case Reply.Refused(Refusal refusal, long newest) -> {
          problem(link, refusal.reason() + ", " + refusal.detail());
          newestEpoch = Math.max(newestEpoch, newest);
        }
        case Reply.Signed(List<TargetSignature> signed) -> {
          if (signed.size() == proposal.targets().size()) {
            add(signed);
          } else {
            problem(link, "signs for " + signed.size() + " contracts");
          }
        }
      }
    }

    private void add(List<TargetSignature> signed) {
      for (int i = 0; i < signed.size(); i++) {
        Proposal.Target target = proposal.targets().get(i);
        add(
            roots.get(i),
            signed.get(i).root(),
            target.domain().preimage(proposal.rootReport(target.setVersion())));
        add(
            rows.get(i),
            signed.get(i).rows(),
            target.domain().preimage(proposal.rowsReport(target.setVersion())));
      }
    }

    private static void add(Map<String, Signature> into, Signature signature, byte[] preimage) {
      into.put(signature.signerOf(preimage), signature);
    }

    Gathered result() {
      return new Gathered(
          List.copyOf(roots), List.copyOf(rows), List.copyOf(problems), newestEpoch);
    }
  }
}
