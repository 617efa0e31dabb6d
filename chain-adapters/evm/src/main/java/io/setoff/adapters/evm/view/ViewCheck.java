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
 */
public record ViewCheck(String what, EvmCall call, int word, BigInteger expected) {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);

  /** Whether the answer is another one. */
  public boolean differs(AbiWords answer) {
    return !answer.word(word).equals(expected.mod(MODULUS));
  }
}
