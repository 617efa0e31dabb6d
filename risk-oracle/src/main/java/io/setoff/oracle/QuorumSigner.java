package io.setoff.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

/**
 * Signs with keys that are all in this process: for development. In production each signer is a
 * process of its own that recomputes the epoch first.
 */
public final class QuorumSigner {
  private final List<Credentials> signers;
  private final int threshold;

  /**
   * A signer set.
   *
   * @param keys private keys, 0x hex
   * @param threshold signatures to give
   */
  public QuorumSigner(List<String> keys, int threshold) {
    this.signers =
        keys.stream()
            .map(Credentials::create)
            .sorted(Comparator.comparing(QuorumSigner::address))
            .toList();
    this.threshold = threshold;
    if (threshold < 1 || threshold > signers.size()) {
      throw new IllegalArgumentException(
          "a threshold of " + threshold + " needs as many keys, there are " + signers.size());
    }
  }

  private static String address(Credentials signer) {
    return signer.getAddress().toLowerCase(Locale.ROOT);
  }

  public List<String> addresses() {
    return signers.stream().map(QuorumSigner::address).toList();
  }

  /** The first {@code threshold} signatures. */
  public Quorum sign(Bytes32 digest) {
    List<Integer> indexes = new ArrayList<>();
    List<Bytes32> signatures = new ArrayList<>();
    for (int i = 0; i < threshold; i++) {
      Sign.SignatureData signature =
          Sign.signMessage(digest.bytes(), signers.get(i).getEcKeyPair(), false);
      indexes.add(i);
      signatures.add(Bytes32.of(signature.getR()));
      signatures.add(compact(signature));
    }
    return new Quorum(addresses(), indexes, signatures);
  }

  /** EIP-2098: the recovery bit in the highest bit of s, which a low s leaves free. */
  private static Bytes32 compact(Sign.SignatureData signature) {
    BigInteger s = new BigInteger(1, signature.getS());
    boolean odd = signature.getV()[0] == 28;
    return Bytes32.of(odd ? s.setBit(255) : s);
  }
}
