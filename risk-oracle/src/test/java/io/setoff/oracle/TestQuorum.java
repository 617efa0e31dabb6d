package io.setoff.oracle;

import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.Signature;
import io.setoff.oracle.sign.SignerSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signatures of keys that a test has. */
public final class TestQuorum {
  private TestQuorum() {}

  /** The first {@code threshold} signatures of a set. */
  public static Quorum sign(
      List<String> keys, int threshold, OracleDomain domain, EpochReport report) {
    Map<String, Signature> signatures = new TreeMap<>();
    for (String key : keys) {
      KeySigner signer = KeySigner.of(key);
      signatures.put(signer.address(), signer.sign(domain.preimage(report)));
    }
    return new SignerSet(List.copyOf(signatures.keySet()))
        .quorum(signatures, threshold)
        .orElseThrow();
  }
}
