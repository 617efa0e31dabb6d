package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import java.math.BigInteger;

/**
 * A view of a protocol that has to answer what the folded rows say.
 *
 * @param what for people: {@code the balance of WETH}
 * @param call the view
 * @param word which word of its answer
 * @param expected by the rows; a negative number stands for its two's complement
 * @param form how the word is written for people
 */
public record ViewCheck(String what, EvmCall call, int word, BigInteger expected, Form form) {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

  /** What a word stands for. */
  public enum Form {
    UNSIGNED,
    SIGNED,
    ADDRESS
  }

  /** A view that answers an unsigned number. */
  public ViewCheck(String what, EvmCall call, int word, BigInteger expected) {
    this(what, call, word, expected, Form.UNSIGNED);
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
