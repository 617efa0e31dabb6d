package io.setoff.oracle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint40;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;

/** The calls of SetoffRiskOracle.sol as bytes, 0x hex. */
public final class OracleAbi {
  private static final int WORD = 64;
  private static final int SELECTOR = 10;
  private static final int ROW = 52;
  private static final int ADDRESS = 20;

  /** Words of an {@code EpochReport}; the offset of the rows comes after them. */
  private static final int REPORT_WORDS = 9;

  private static final Map<String, String> ERRORS = new TreeMap<>();

  static {
    for (String error :
        List.of(
            "OldEpoch(uint64)",
            "BadProof()",
            "BadQuorum()",
            "BadSet()",
            "ExpiredReport()",
            "FutureReport()",
            "StreamHalted()")) {
      byte[] hash = Hash.sha3(error.getBytes(StandardCharsets.US_ASCII));
      ERRORS.put(
          "0x" + HexFormat.of().formatHex(hash, 0, 4), error.substring(0, error.indexOf('(')));
    }
  }

  private OracleAbi() {}

  /** Data of {@code commit(report, quorum)}. */
  public static String commit(EpochReport report, Quorum quorum) {
    return FunctionEncoder.encode(
        new Function("commit", List.of(struct(report), struct(quorum)), List.of()));
  }

  /** Data of {@code storeSigned(report, rows, quorum)}. */
  public static String storeSigned(EpochReport report, byte[] rows, Quorum quorum) {
    return FunctionEncoder.encode(
        new Function(
            "storeSigned",
            List.of(struct(report), new DynamicBytes(rows), struct(quorum)),
            List.of()));
  }

  /** Data of {@code head(streamId)}: epoch, observed at, valid until, root. */
  public static String head(Bytes32 streamId) {
    return FunctionEncoder.encode(new Function("head", List.of(word(streamId)), List.of()));
  }

  /** Data of {@code latest(streamId, accountId, maxAge)}: status, word, epoch. */
  public static String latest(Bytes32 streamId, Bytes32 accountId, long maxAgeSeconds) {
    return FunctionEncoder.encode(
        new Function(
            "latest", List.of(word(streamId), word(accountId), number(maxAgeSeconds)), List.of()));
  }

  /** Data of {@code prove(streamId, accountId, word, proof, maxAge)}: status. */
  public static String prove(
      Bytes32 streamId, Bytes32 accountId, Bytes32 word, List<Bytes32> proof, long maxAgeSeconds) {
    Uint256 figures = new Uint256(new BigInteger(1, word.bytes()));
    return FunctionEncoder.encode(
        new Function(
            "prove",
            List.of(word(streamId), word(accountId), figures, words(proof), number(maxAgeSeconds)),
            List.of()));
  }

  /** Data of {@code verify(report, accountId, word, proof, quorum, maxAge)}: status. */
  public static String verify(
      EpochReport report,
      Quorum quorum,
      Bytes32 accountId,
      Bytes32 word,
      List<Bytes32> proof,
      long maxAgeSeconds) {
    return FunctionEncoder.encode(
        new Function(
            "verify",
            List.of(
                struct(report),
                word(accountId),
                new Uint256(new BigInteger(1, word.bytes())),
                words(proof),
                struct(quorum),
                number(maxAgeSeconds)),
            List.of()));
  }

  /**
   * A {@code SetoffVerifier.SignedWord} without a salt, as {@code abi.encode} writes it: what a
   * consumer takes in pull mode.
   */
  public static String signedWord(
      EpochReport report, Quorum quorum, Bytes32 word, List<Bytes32> proof) {
    DynamicStruct signed =
        new DynamicStruct(
            struct(report),
            struct(quorum),
            new Uint256(new BigInteger(1, word.bytes())),
            new Bytes16(new byte[16]),
            words(proof));
    return "0x" + FunctionEncoder.encodeConstructor(List.of(signed));
  }

  /** Data of {@code fulfillOracleQuery(data)}, by which ERC-7412 clients send a write. */
  public static String fulfil(String write) {
    return FunctionEncoder.encode(
        new Function(
            "fulfillOracleQuery",
            List.of(new DynamicBytes(HexFormat.of().parseHex(write, 2, write.length()))),
            List.of()));
  }

  /** Data of {@code setVersion()}. */
  public static String setVersion() {
    return FunctionEncoder.encode(new Function("setVersion", List.of(), List.of()));
  }

  /** Data of {@code signerSetHash()}. */
  public static String signerSetHash() {
    return FunctionEncoder.encode(new Function("signerSetHash", List.of(), List.of()));
  }

  /** The static words that a call has answered. */
  public static List<BigInteger> words(String answer) {
    List<BigInteger> words = new ArrayList<>();
    for (int at = 2; at + WORD <= answer.length(); at += WORD) {
      words.add(new BigInteger(answer.substring(at, at + WORD), 16));
    }
    return words;
  }

  /** The rows in the data of {@code storeSigned}: 52 bytes an account. */
  public static byte[] rowsOf(String data) {
    String arguments = data.substring(SELECTOR);
    int offset = 2 * wordAt(arguments, WORD * REPORT_WORDS);
    int length = 2 * wordAt(arguments, offset);
    return HexFormat.of().parseHex(arguments, offset + WORD, offset + WORD + length);
  }

  /** The accounts of these rows, canonical addresses. */
  public static List<String> accountsOf(String data) {
    HexFormat hex = HexFormat.of();
    byte[] rows = rowsOf(data);
    List<String> accounts = new ArrayList<>();
    for (int at = 0; at < rows.length; at += ROW) {
      accounts.add("0x" + hex.formatHex(rows, at, at + ADDRESS));
    }
    return accounts;
  }

  private static int wordAt(String hex, int at) {
    return new BigInteger(hex.substring(at, at + WORD), 16).intValueExact();
  }

  /** Name of the contract's error with this data, or the data itself. */
  public static String errorOf(String data) {
    String selector = data.substring(0, Math.min(SELECTOR, data.length()));
    return ERRORS.getOrDefault(selector, data.isEmpty() ? "without a reason" : data);
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
        words.stream().map(OracleAbi::word).toList());
  }

  private static org.web3j.abi.datatypes.generated.Bytes32 word(Bytes32 word) {
    return new org.web3j.abi.datatypes.generated.Bytes32(word.bytes());
  }

  private static Uint256 number(long value) {
    return new Uint256(BigInteger.valueOf(value));
  }
}
