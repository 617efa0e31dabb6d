package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Locale;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * A secp256k1 signature in two words (EIP-2098), its s in the lower half.
 *
 * @param r its x coordinate
 * @param vs its s, with the recovery bit in the highest bit
 */
public record Signature(Bytes32 r, Bytes32 vs) {
  /** Order of secp256k1's group (SEC 2, 2.4.1). */
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private static final int BYTES = 64;
  private static final int PARITY_BIT = 255;
  private static final int FIRST_V = 27;

  /**
   * From 64 bytes.
   *
   * @throws IllegalArgumentException when they are not 64
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a signature has 64 bytes, not " + bytes.length);
    }
    return new Signature(
        Bytes32.of(Arrays.copyOf(bytes, 32)), Bytes32.of(Arrays.copyOfRange(bytes, 32, BYTES)));
  }

  /**
   * From its parts. A high s is mirrored, as contracts refuse it.
   *
   * @param v 27 or 28, or the recovery bit
   */
  static Signature of(BigInteger r, BigInteger s, int v) {
    boolean high = s.compareTo(ORDER.shiftRight(1)) > 0;
    BigInteger low = high ? ORDER.subtract(s) : s;
    boolean odd = (v >= FIRST_V ? v - FIRST_V : v) == 1;
    return new Signature(Bytes32.of(r), Bytes32.of(odd != high ? low.setBit(PARITY_BIT) : low));
  }

  public byte[] bytes() {
    byte[] bytes = Arrays.copyOf(r.bytes(), BYTES);
    System.arraycopy(vs.bytes(), 0, bytes, 32, 32);
    return bytes;
  }

  /**
   * Who has signed.
   *
   * @param preimage what was hashed
   * @return canonical address; empty text when nobody can have
   */
  public String signerOf(byte[] preimage) {
    BigInteger word = Numeric.toBigInt(vs.hex());
    BigInteger s = word.clearBit(PARITY_BIT);
    if (!isBetween1And(Numeric.toBigInt(r.hex()), ORDER.subtract(BigInteger.ONE))
        || !isBetween1And(s, ORDER.shiftRight(1))) {
      return "";
    }
    int parity = word.testBit(PARITY_BIT) ? 1 : 0;
    Sign.SignatureData data =
        new Sign.SignatureData((byte) (FIRST_V + parity), r.bytes(), Numeric.toBytesPadded(s, 32));
    try {
      BigInteger key = Sign.signedMessageHashToKey(Hash.sha3(preimage), data);
      return ("0x" + Keys.getAddress(key)).toLowerCase(Locale.ROOT);
    } catch (SignatureException | IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isBetween1And(BigInteger value, BigInteger most) {
    return value.signum() > 0 && value.compareTo(most) <= 0;
  }
}
