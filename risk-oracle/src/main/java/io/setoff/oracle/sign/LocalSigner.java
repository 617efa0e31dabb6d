package io.setoff.oracle.sign;

import java.util.List;

/** A key in the publisher's own process, for development: it signs what it is given. */
public final class LocalSigner implements SignerLink {
  private final Signer signer;

  public LocalSigner(Signer signer) {
    this.signer = signer;
  }

  @Override
  public String name() {
    return "the key of " + signer.address();
  }

  @Override
  public Reply propose(Proposal proposal) {
    List<TargetSignature> signatures =
        proposal.targets().stream()
            .map(target -> TargetSignature.of(proposal, target, signer))
            .toList();
    return new Reply.Signed(signatures);
  }

  @Override
  public void close() {
    // A key needs no end.
  }
}
