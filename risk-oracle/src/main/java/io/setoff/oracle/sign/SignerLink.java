package io.setoff.oracle.sign;

import io.setoff.oracle.OracleUnavailableException;
import java.util.List;

/** A way to a signer. */
public interface SignerLink extends AutoCloseable {

  /** For people: where it is. */
  String name();

  /**
   * What it says to a proposal.
   *
   * @throws OracleUnavailableException when it says nothing
   */
  Reply propose(Proposal proposal);

  @Override
  void close();

  /** What a signer says to a proposal. */
  sealed interface Reply {
    /** In the order of the targets. */
    record Signed(List<TargetSignature> targets) implements Reply {}

    /**
     * It does not sign.
     *
     * @param newestEpoch that it has signed
     */
    record Refused(Refusal refusal, long newestEpoch) implements Reply {}
  }
}
