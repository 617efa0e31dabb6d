package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Word;
import io.setoff.oracle.sign.Refusal.Refused;
import io.setoff.oracle.sign.SignLedger.Entry;
import io.setoff.v1.RefusalReason;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs a proposal, or says why not. What it checks, in this order: that it is configured for it,
 * that the blocks are its own, that every leaf is what it computes, that none has moved too far,
 * and that it has signed nothing else for that epoch.
 */
public final class SigningDesk {
  private final SignTerms terms;
  private final Recomputation recomputation;
  private final Signer signer;
  private final SignLedger ledger;
  private final Optional<MoveGuard> moves;

  /**
   * A desk.
   *
   * @param moves bounds how far an account may move; desks of several streams share it
   */
  public SigningDesk(
      SignTerms terms,
      Recomputation recomputation,
      Signer signer,
      SignLedger ledger,
      Optional<MoveGuard> moves) {
    this.terms = terms;
    this.recomputation = recomputation;
    this.signer = signer;
    this.ledger = ledger;
    this.moves = moves;
  }

  public String address() {
    return signer.address();
  }

  /** Newest epoch that was signed; 0 before the first. */
  public long newestEpoch() {
    return ledger.newest(Proposal.rootStream(terms.stream())).map(Entry::epoch).orElse(0L);
  }

  /** An answer to a proposal. */
  public sealed interface Outcome {
    /** In the order of the targets. */
    record Signed(List<TargetSignature> targets) implements Outcome {}

    /** Nothing was signed. */
    record Refuses(Refusal refusal) implements Outcome {}
  }

  /**
   * Checks and signs. What is asked of others, the own gateway and the key, is asked with no lock
   * held; only what has been signed is compared and remembered by one proposal at a time.
   */
  public Outcome sign(Proposal proposal) {
    try {
      checkTerms(proposal);
      recomputation.checkInputs(proposal.epoch().inputs(), terms.maxAge());
      compare(recomputation.at(proposal.epoch().inputs(), terms.accounts()), proposal);
      commit(proposal);
      return new Outcome.Signed(
          proposal.targets().stream()
              .map(target -> TargetSignature.of(proposal, target, signer))
              .toList());
    } catch (Refused e) {
      return new Outcome.Refuses(e.refusal());
    } catch (OracleUnavailableException e) {
      return new Outcome.Refuses(
          Refusal.of(RefusalReason.REFUSAL_REASON_NO_KEY, String.valueOf(e.getMessage())));
    }
  }

  private void checkTerms(Proposal proposal) {
    List<String> accounts = proposal.epoch().rows().stream().map(Epoch.Row::account).toList();
    List<OracleDomain> contracts =
        proposal.targets().stream().map(Proposal.Target::domain).toList();
    if (!proposal.stream().equals(terms.stream())) {
      throw notConfigured("signs for the stream " + terms.stream());
    }
    if (!accounts.equals(terms.accounts())) {
      throw notConfigured(
          "the stream has other accounts than the " + accounts.size() + " proposed");
    }
    if (contracts.isEmpty() || !terms.contracts().containsAll(contracts)) {
      throw notConfigured("signs for the contracts " + terms.contracts());
    }
    if (proposal
        .validUntil()
        .isAfter(proposal.epoch().inputs().newestTime().plus(terms.validity()))) {
      throw new Refused(
          RefusalReason.REFUSAL_REASON_BAD_TIME, "a report is valid for " + terms.validity());
    }
  }

  private static Refused notConfigured(String detail) {
    return new Refused(RefusalReason.REFUSAL_REASON_NOT_CONFIGURED, "this signer " + detail);
  }

  /** A word that is held back may ask for more than ours: nobody uses it. */
  private void compare(Epoch own, Proposal proposal) {
    Epoch proposed = proposal.epoch();
    if (!own.model().equals(proposed.model())) {
      throw notConfigured("computes " + own.model() + " and not " + proposed.model());
    }
    SortedMap<String, String> moved =
        moves
            .map(guard -> guard.excesses(Proposal.rootStream(proposal.stream()), proposed))
            .orElse(Collections.emptySortedMap());
    Map<String, Word> heldBack = new TreeMap<>();
    Optional<Difference> first = Optional.empty();
    for (int i = 0; i < own.rows().size(); i++) {
      Optional<Difference> difference =
          difference(
              own.rows().get(i),
              proposed.rows().get(i).word(),
              Optional.ofNullable(moved.get(own.rows().get(i).account())));
      difference.ifPresent(d -> heldBack.put(d.row().account(), d.row().heldBackWord()));
      first = first.isPresent() ? first : difference;
    }
    if (first.isPresent()) {
      throw first.get().refused(heldBack);
    }
  }

  private static Optional<Difference> difference(
      Epoch.Row ours, Word theirs, Optional<String> excess) {
    if (theirs.covers(ours.heldBackWord())) {
      return Optional.empty();
    }
    if (!ours.word().equals(theirs)) {
      return Optional.of(
          new Difference(
              RefusalReason.REFUSAL_REASON_DIFFERENT_LEAF,
              ours,
              " is " + ours.word().encoded().hex() + " here, and not " + theirs.encoded().hex()));
    }
    return excess.map(
        why ->
            new Difference(
                RefusalReason.REFUSAL_REASON_HELD_BACK,
                ours,
                " is not released at this signer: " + why));
  }

  /** Why a row of ours is not signed as it is proposed. */
  private record Difference(RefusalReason reason, Epoch.Row row, String detail) {
    Refused refused(Map<String, Word> heldBack) {
      return new Refused(
          new Refusal(
              reason,
              row.account() + detail,
              row.account(),
              row.word().encoded().hex(),
              new TreeMap<>(heldBack)));
    }
  }

  private synchronized void commit(Proposal proposal) {
    Bytes32 stream = Proposal.rootStream(proposal.stream());
    remember(stream, proposal);
    moves.ifPresent(guard -> guard.record(stream, proposal.epoch()));
  }

  private void remember(Bytes32 stream, Proposal proposal) {
    Entry entry = new Entry(proposal.lastNumber(), proposal.content());
    Optional<Entry> before = ledger.newest(stream);
    if (before.isPresent() && before.get().epoch() >= proposal.number()) {
      if (!before.get().equals(entry)) {
        throw new Refused(
            RefusalReason.REFUSAL_REASON_ALREADY_SIGNED,
            "epoch " + before.get().epoch() + " is signed, with " + before.get().content());
      }
      return;
    }
    ledger.record(stream, entry);
  }
}
