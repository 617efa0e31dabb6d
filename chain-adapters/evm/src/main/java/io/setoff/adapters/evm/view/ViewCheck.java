package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.model.VenueId;
import java.math.BigInteger;

/**
 * A view of a protocol that has to answer what the folded rows say.
 *
 * @param venue whose rows they are
 * @param subject the asset or contract that is in doubt when they differ
 * @param what for people: {@code the balance of WETH}
 * @param call the view
 * @param word which word of its answer
 * @param expected by the rows; a negative number stands for its two's complement
 * @param binding whether a contract that does not answer differs; what only some forks answer is
 *     not
 */
public record ViewCheck(
    VenueId venue,
    String subject,
    String what,
    EvmCall call,
    int word,
    BigInteger expected,
    boolean binding) {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

  /** A view that has to answer. */
  public ViewCheck(
      VenueId venue, String subject, String what, EvmCall call, int word, BigInteger expected) {
    this(venue, subject, what, call, word, expected, true);
  }

  /** The same view, which some forks do not have. */
  public ViewCheck ifAnswered() {
    return new ViewCheck(venue, subject, what, call, word, expected, false);
  }

  /** Whether the answer is another one. */
  public boolean differs(AbiWords answer) {
    return !answer.word(word).equals(expected.mod(MODULUS));
  }
}
