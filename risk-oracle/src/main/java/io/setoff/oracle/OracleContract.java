package io.setoff.oracle;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint40;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;

/** SetoffRiskOracle.sol on one chain: calls that read, and the data of transactions that write. */
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
        read("latest", List.of(word(streamId), word(accountId), number(maxAgeSeconds)), 3);
    return new Answer(
        Status.values()[words.get(0).intValueExact()],
        Bytes32.of(words.get(1)),
        words.get(2).longValueExact());
  }

  /** {@code prove(streamId, accountId, word, proof, maxAge)}. */
  public Status prove(
      Bytes32 streamId, Bytes32 accountId, Bytes32 word, List<Bytes32> proof, long maxAgeSeconds) {
    Uint256 figures = new Uint256(new BigInteger(1, word.bytes()));
    List<BigInteger> words =
        read(
            "prove",
            List.of(word(streamId), word(accountId), figures, words(proof), number(maxAgeSeconds)),
            1);
    return Status.values()[words.get(0).intValueExact()];
  }

  /** Epoch of the stream's head; 0 before the first. */
  public long headEpoch(Bytes32 streamId) {
    return read("head", List.of(word(streamId)), 4).get(0).longValueExact();
  }

  /** Version of the signer set that reports must name. */
  public long setVersion() {
    return read("setVersion", List.of(), 1).get(0).longValueExact();
  }

  /** Data of {@code commit(report, quorum)}. */
  public String commitData(EpochReport report, Quorum quorum) {
    return FunctionEncoder.encode(
        new Function("commit", List.of(struct(report), struct(quorum)), List.of()));
  }

  /** Data of {@code storeSigned(report, rows, quorum)}. */
  public String storeSignedData(EpochReport report, byte[] rows, Quorum quorum) {
    return FunctionEncoder.encode(
        new Function(
            "storeSigned",
            List.of(struct(report), new DynamicBytes(rows), struct(quorum)),
            List.of()));
  }

  private static StaticStruct struct(EpochReport report) {
    return new StaticStruct(
        word(report.streamId()),
        new Uint64(report.epoch()),
        new Uint64(report.setVersion()),
        new Uint40(report.observedAt().getEpochSecond()),
        new Uint40(report.validUntil().getEpochSecond()),
        new Uint32(report.leafCount()),
        word(report.root()),
        word(report.inputsHash()),
        word(report.modelHash()));
  }

  private static DynamicStruct struct(Quorum quorum) {
    byte[] indexes = new byte[quorum.signers().size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = quorum.signers().get(i).byteValue();
    }
    return new DynamicStruct(
        new DynamicArray<>(Address.class, quorum.set().stream().map(Address::new).toList()),
        new DynamicBytes(indexes),
        words(quorum.signatures()));
  }

  private static DynamicArray<org.web3j.abi.datatypes.generated.Bytes32> words(
      List<Bytes32> words) {
    return new DynamicArray<>(
        org.web3j.abi.datatypes.generated.Bytes32.class,
        words.stream().map(OracleContract::word).toList());
  }

  private static org.web3j.abi.datatypes.generated.Bytes32 word(Bytes32 word) {
    return new org.web3j.abi.datatypes.generated.Bytes32(word.bytes());
  }

  private static Uint256 number(long value) {
    return new Uint256(BigInteger.valueOf(value));
  }

  /** Calls a view that returns {@code words} static words. */
  private List<BigInteger> read(
      String name, @SuppressWarnings("rawtypes") List<? extends Type> inputs, int words) {
    List<TypeReference<?>> outputs = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      outputs.add(new TypeReference<Uint256>() {});
    }
    Function function = new Function(name, new ArrayList<>(inputs), outputs);
    Transaction call =
        Transaction.createEthCallTransaction(
            null, domain.contract(), FunctionEncoder.encode(function));
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
    List<BigInteger> values = new ArrayList<>();
    FunctionReturnDecoder.decode(answer.getValue(), function.getOutputParameters())
        .forEach(type -> values.add((BigInteger) type.getValue()));
    if (values.size() != words) {
      throw new OracleUnavailableException(
          domain.contract() + " on chain " + domain.chainId() + " is no risk oracle");
    }
    return values;
  }
}
