package io.setoff.oracle.publish;

import java.math.BigInteger;

/** Signs the gas payer's transactions. The same arguments give the same bytes. */
public interface GasWallet {

  /**
   * A signed transaction.
   *
   * @param hash 0x hex
   * @param raw 0x hex
   */
  record Signed(String hash, String raw) {}

  Signed sign(long nonce, String data, BigInteger gas, Fees fees);
}
