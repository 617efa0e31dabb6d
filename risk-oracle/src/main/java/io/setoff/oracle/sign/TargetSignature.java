package io.setoff.oracle.sign;

import java.util.List;

/**
 * A signer's signatures for one contract.
 *
 * @param reports in the order of {@link Proposal#reports}: of the root, then of each batch of rows
 */
public record TargetSignature(List<Signature> reports) {
  public TargetSignature {
    reports = List.copyOf(reports);
  }

  /** Signs all that a proposal has for a contract. */
  static TargetSignature of(Proposal proposal, Proposal.Target target, Signer signer) {
    return new TargetSignature(
        proposal.reports(target.setVersion()).stream()
            .map(report -> signer.sign(target.domain().preimage(report)))
            .toList());
  }
}
