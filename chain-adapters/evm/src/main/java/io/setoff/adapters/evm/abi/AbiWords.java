package io.setoff.adapters.evm.abi;

import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** ABI-encoded data, read 32 bytes at a time. */
public final class AbiWords {
  private static final int WORD = 32;
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);
  private final byte[] bytes;

  private AbiWords(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * From 0x hex, as a node answers it.
   *
   * @throws RpcUnavailableException when it is something else
   */
  public static AbiWords parse(String hex) {
    return new AbiWords(Hex.bytes(hex));
  }

  /** The data itself, which the caller does not change afterwards. */
  public static AbiWords of(byte[] bytes) {
    return new AbiWords(bytes);
  }

  public int size() {
    return bytes.length / WORD;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbiWords words && Arrays.equals(bytes, words.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Word {@code index} as an unsigned number. */
  public BigInteger word(int index) {
    return new BigInteger(1, bytes, offset(index), WORD);
  }

  /** Word {@code index} as a two's complement number. */
  public BigInteger signedWord(int index) {
    return new BigInteger(bytes, offset(index), WORD);
  }

  public String address(int index) {
    int word = offset(index);
    return "0x" + HexFormat.of().formatHex(bytes, word + 12, word + WORD);
  }

  private int offset(int index) {
    if ((index + 1) * WORD > bytes.length) {
      throw new IllegalArgumentException(
          "word " + index + " of ABI data that has " + size() + " words");
    }
    return index * WORD;
  }

  public static BigInteger signed(BigInteger unsigned) {
    return unsigned.testBit(255) ? unsigned.subtract(MODULUS) : unsigned;
  }
}
