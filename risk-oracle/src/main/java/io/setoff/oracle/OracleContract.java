package io.setoff.oracle;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;

/** SetoffRiskOracle.sol on one chain: what it answers. */
public final class OracleContract {
  private final Web3j web3j;
  private final OracleDomain domain;

  public OracleContract(Web3j web3j, OracleDomain domain) {
    this.web3j = web3j;
    this.domain = domain;
  }

  public OracleDomain domain() {
    return domain;
  }

  /** {@code ISetoffRiskOracle.Status}, in its order. */
  public enum Status {
    UNKNOWN,
    FRESH,
    STALE,
    EXPIRED,
    FUTURE,
    HALTED,
    TOMBSTONED,
    FLAGGED
  }

  /**
   * What a read answers.
   *
   * @param status whether it may be used
   * @param word the stored figures
   * @param epoch head of the stream
   */
  public record Answer(Status status, Bytes32 word, long epoch) {}

  /** {@code latest(streamId, accountId, maxAge)}. */
  public Answer latest(Bytes32 streamId, Bytes32 accountId, long maxAgeSeconds) {
    List<BigInteger> words =
        read("latest", OracleAbi.latest(streamId, accountId, maxAgeSeconds), 3);
    return new Answer(
        Status.values()[words.get(0).intValueExact()],
        Bytes32.of(words.get(1)),
        words.get(2).longValueExact());
  }

  /** {@code prove(streamId, accountId, word, proof, maxAge)}. */
  public Status prove(
      Bytes32 streamId, Bytes32 accountId, Bytes32 word, List<Bytes32> proof, long maxAgeSeconds) {
    List<BigInteger> words =
        read("prove", OracleAbi.prove(streamId, accountId, word, proof, maxAgeSeconds), 1);
    return Status.values()[words.get(0).intValueExact()];
  }

  /** Epoch of the stream's head; 0 before the first. */
  public long headEpoch(Bytes32 streamId) {
    return read("head", OracleAbi.head(streamId), 4).get(0).longValueExact();
  }

  /** Version of the signer set that reports must name. */
  public long setVersion() {
    return read("setVersion", OracleAbi.setVersion(), 1).get(0).longValueExact();
  }

  /** Calls a view that returns {@code words} static words. */
  private List<BigInteger> read(String name, String data, int words) {
    Transaction call = Transaction.createEthCallTransaction(null, domain.contract(), data);
    EthCall answer;
    try {
      answer = web3j.ethCall(call, DefaultBlockParameterName.LATEST).send();
    } catch (IOException e) {
      throw new OracleUnavailableException("chain " + domain.chainId() + " cannot be reached", e);
    }
    if (answer.hasError()) {
      throw new OracleUnavailableException(
          name + " of " + domain.contract() + " failed: " + answer.getError().getMessage());
    }
    List<BigInteger> values = OracleAbi.words(answer.getValue());
    if (values.size() != words) {
      throw new OracleUnavailableException(
          domain.contract() + " on chain " + domain.chainId() + " is no risk oracle");
    }
    return values;
  }
}
