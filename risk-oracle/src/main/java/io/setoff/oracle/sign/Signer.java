package io.setoff.oracle.sign;

import io.setoff.oracle.OracleUnavailableException;

/** A key that can be asked for signatures, wherever it is kept. */
public interface Signer {

  /** Canonical EVM address. */
  String address();

  /**
   * Signs the Keccak-256 of {@code preimage}. The preimage and not the digest is passed, because
   * remote signers hash themselves.
   *
   * @param preimage the 66 bytes of EIP-712: 0x1901, domain separator, struct hash
   * @throws OracleUnavailableException when the key cannot be used now
   */
  Signature sign(byte[] preimage);
}
