package io.setoff.oracle.sign;

import io.setoff.oracle.Word;
import io.setoff.v1.RefusalReason;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a signer does not sign.
 *
 * @param detail for people
 * @param account of the first leaf that differs; empty when none does
 * @param word that the signer computes for it, 0x hex
 * @param heldBack every account that stops it, with the least of a word that is held back which the
 *     signer would sign instead
 */
public record Refusal(
    RefusalReason reason,
    String detail,
    String account,
    String word,
    SortedMap<String, Word> heldBack) {
  public Refusal {
    heldBack = Collections.unmodifiableSortedMap(new TreeMap<>(heldBack));
  }

  static Refusal of(RefusalReason reason, String detail) {
    return new Refusal(reason, detail, "", "", Collections.emptySortedMap());
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
