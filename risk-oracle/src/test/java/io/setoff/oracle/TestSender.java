package io.setoff.oracle;

import static io.setoff.testing.Patience.await;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** Sends EIP-1559 transactions of one account on one chain, one at a time, and waits for each. */
final class TestSender {
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);

  private final Web3j web3j;
  private final long chainId;
  private final Credentials payer;

  /**
   * A sender.
   *
   * @param payerKey private key that pays for gas
   */
  TestSender(Web3j web3j, long chainId, String payerKey) {
    this.web3j = web3j;
    this.chainId = chainId;
    this.payer = Credentials.create(payerKey);
  }

  /**
   * Sends and waits until it is in a block.
   *
   * @return hash of the transaction
   * @throws OracleUnavailableException when it was refused, did not land in time, or reverted
   */
  String send(String to, String data) {
    BigInteger nonce =
        result(web3j.ethGetTransactionCount(payer.getAddress(), DefaultBlockParameterName.LATEST))
            .getTransactionCount();
    BigInteger baseFee =
        result(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
            .getBlock()
            .getBaseFeePerGas();
    BigInteger gas =
        result(
                web3j.ethEstimateGas(
                    Transaction.createEthCallTransaction(payer.getAddress(), to, data)))
            .getAmountUsed();
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chainId,
            nonce,
            gas.add(gas.shiftRight(2)),
            to,
            BigInteger.ZERO,
            data,
            TIP,
            baseFee.shiftLeft(1).add(TIP));
    String signed = Numeric.toHexString(TransactionEncoder.signMessage(transaction, payer));
    String hash = result(web3j.ethSendRawTransaction(signed)).getTransactionHash();
    TransactionReceipt receipt = awaitReceipt(hash);
    if (!receipt.isStatusOK()) {
      throw new OracleUnavailableException(
          "transaction " + hash + " reverted in block " + receipt.getBlockNumber());
    }
    return hash;
  }

  private TransactionReceipt awaitReceipt(String hash) {
    return await("transaction " + hash + " is in a block")
        .until(
            () -> result(web3j.ethGetTransactionReceipt(hash)).getTransactionReceipt(),
            Optional::isPresent)
        .orElseThrow();
  }

  private <T extends Response<?>> T result(Request<?, T> request) {
    try {
      T response = request.send();
      if (response.hasError()) {
        throw new OracleUnavailableException(
            request.getMethod() + " failed: " + response.getError().getMessage());
      }
      return response;
    } catch (IOException e) {
      throw new OracleUnavailableException("chain " + chainId + " cannot be reached", e);
    }
  }
}
