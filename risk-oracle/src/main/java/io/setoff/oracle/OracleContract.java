package io.setoff.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * SetoffRiskOracle.sol on one chain: what it answers. Every read throws {@link
 * RpcUnavailableException} when no node answers, and {@link OracleUnavailableException} when the
 * contract refuses or is another one.
 */
public final class OracleContract {
  private final RpcPool nodes;
  private final OracleDomain domain;

  public OracleContract(RpcPool nodes, OracleDomain domain) {
    this.nodes = nodes;
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
    RpcCall call = RpcCall.of("eth_call", Map.of("to", domain.contract(), "data", data), "latest");
    return switch (nodes.batch(List.of(call)).getFirst()) {
      case RpcReply.Result(JsonNode value) -> words(value.asText("0x"), words);
      case RpcReply.Failure(int _, String message) ->
          throw new OracleUnavailableException(
              name + " of " + domain.contract() + " failed: " + message);
    };
  }

  private List<BigInteger> words(String data, int count) {
    List<BigInteger> values = OracleAbi.words(data);
    if (values.size() != count) {
      throw new OracleUnavailableException(
          domain.contract() + " on chain " + domain.chainId() + " is no risk oracle");
    }
    return values;
  }
}
