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
 * @param form how the word is written for people
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
    Form form,
    boolean binding) {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

  /** What a word stands for. */
  public enum Form {
    UNSIGNED,
    SIGNED,
    ADDRESS
  }

  /** A view that has to answer an unsigned number. */
  public ViewCheck(
      VenueId venue, String subject, String what, EvmCall call, int word, BigInteger expected) {
    this(venue, subject, what, call, word, expected, Form.UNSIGNED, true);
  }

  /** The same view, whose word stands for something else. */
  public ViewCheck as(Form other) {
    return new ViewCheck(venue, subject, what, call, word, expected, other, binding);
  }

  /** The same view, which some forks do not have. */
  public ViewCheck ifAnswered() {
    return new ViewCheck(venue, subject, what, call, word, expected, form, false);
  }

  /** Whether the answer is another one. */
  public boolean differs(AbiWords answer) {
    return !answer.word(word).equals(expected.mod(MODULUS));
  }

  /** What the rows say, for people. */
  public String here() {
    return shown(expected.mod(MODULUS));
  }

  /** What the contract says, for people. */
  public String there(AbiWords answer) {
    return shown(answer.word(word));
  }

  private String shown(BigInteger unsigned) {
    return switch (form) {
      case UNSIGNED -> unsigned.toString();
      case SIGNED -> AbiWords.signed(unsigned).toString();
      case ADDRESS -> "0x%040x".formatted(unsigned);
    };
  }
}
