package io.setoff.oracle.sign;

import io.setoff.v1.RefusalReason;

/**
 * Why a signer does not sign.
 *
 * @param detail for people
 * @param account of the first leaf that differs; empty when none does
 * @param word that the signer computes for it, 0x hex
 */
public record Refusal(RefusalReason reason, String detail, String account, String word) {

  static Refusal of(RefusalReason reason, String detail) {
    return new Refusal(reason, detail, "", "");
  }

  /** Ends a check. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.detail());
      this.refusal = refusal;
    }

    Refused(RefusalReason reason, String detail) {
      this(of(reason, detail));
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
