package io.setoff.oracle.publish;

import java.math.BigInteger;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Signs with a key in this process. It pays for gas and can do nothing else. */
public final class LocalWallet implements GasWallet {
  private final Credentials payer;
  private final long chainId;
  private final String contract;

  /**
   * A wallet.
   *
   * @param key private key, 0x hex
   * @param contract that all transactions go to
   */
  public LocalWallet(String key, long chainId, String contract) {
    this.payer = Credentials.create(key);
    this.chainId = chainId;
    this.contract = contract;
  }

  /** Canonical address of the payer. */
  public String address() {
    return payer.getAddress().toLowerCase(Locale.ROOT);
  }

  @Override
  public Signed sign(long nonce, String data, BigInteger gas, Fees fees) {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chainId,
            BigInteger.valueOf(nonce),
            gas,
            contract,
            BigInteger.ZERO,
            data,
            fees.tip(),
            fees.cap());
    byte[] raw = TransactionEncoder.signMessage(transaction, payer);
    return new Signed(Numeric.toHexString(Hash.sha3(raw)), Numeric.toHexString(raw));
  }
}
