package io.setoff.oracle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * 32 bytes.
 *
 * @param hex 0x and 64 lower-case digits
 */
public record Bytes32(String hex) implements Comparable<Bytes32> {
  private static final int DIGITS = 64;

  /** Refuses another length. */
  public Bytes32 {
    if (!isLowerCaseHex(hex)) {
      throw new IllegalArgumentException("not 32 bytes of lower-case hex: " + hex);
    }
  }

  private static boolean isLowerCaseHex(String hex) {
    boolean valid = hex.length() == DIGITS + 2 && hex.startsWith("0x");
    for (int i = 2; valid && i < hex.length(); i++) {
      char c = hex.charAt(i);
      valid = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return valid;
  }

  public static Bytes32 of(byte[] bytes) {
    return new Bytes32("0x" + HexFormat.of().formatHex(bytes));
  }

  /** An unsigned number, left-padded. */
  public static Bytes32 of(BigInteger number) {
    return of(Numeric.toBytesPadded(number, 32));
  }

  /** An EVM address, left-padded: the contract's account id. */
  public static Bytes32 ofAddress(String address) {
    return of(Numeric.toBigInt(address));
  }

  /** Keccak-256 of a text's UTF-8 bytes. */
  public static Bytes32 keccak(String text) {
    return keccak(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Bytes32 keccak(byte[] bytes) {
    return of(Hash.sha3(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  /** By value, as an unsigned number. */
  @Override
  public int compareTo(Bytes32 other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
