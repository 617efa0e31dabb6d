package io.setoff.adapters.evm.view;

import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many reads as one {@code eth_call} without an address: its data is the code of {@code
 * read_bundle.yul}, which a node runs as if it created a contract, and after it the reads. Nothing
 * needs to be deployed. Each read is a {@code STATICCALL} with gas of its own, or a {@code
 * BALANCE}; one that fails, changes state or answers more than a kilobyte has no answer here. The
 * code stops early where gas or the size of a contract (EIP-170) end, and the rest has none either.
 */
final class ReadBundle {
  /** Of data; less than what a node takes as the code of a contract to be created (EIP-3860). */
  static final int MOST_BYTES = 24_000;

  private static final int ADDRESS_BYTES = 20;

  /** In place of a length: the balance is asked for. */
  private static final int BALANCE = 0xffff;

  /** What a read may use that says nothing of it; ten times what an expensive view takes. */
  private static final long MOST_GAS = 5_000_000;

  private static final int GAS_UNIT = 1_000;

  /** Before each read: its length, its gas, its address. */
  private static final int READ_HEAD = 2 + 2 + ADDRESS_BYTES;

  private static final String CODE = code();

  private ReadBundle() {}

  private static String code() {
    try (InputStream hex = ReadBundle.class.getResourceAsStream("read_bundle.hex")) {
      if (hex == null) {
        throw new IllegalStateException("read_bundle.hex is missing");
      }
      return new String(hex.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that a read takes in a bundle; empty when it cannot be in one. */
  static Optional<Integer> size(RpcCall call) {
    return read(call).map(read -> READ_HEAD + read.data().length() / 2);
  }

  /**
   * What is asked of whom.
   *
   * @param gas in thousands
   * @param data hex without a prefix; none for a balance
   */
  private record Read(String address, int length, long gas, String data) {}

  private static Optional<Read> read(RpcCall call) {
    if (call.params().size() != 1) {
      return Optional.empty();
    }
    return switch (call.params().getFirst()) {
      case String holder when call.method().equals("eth_getBalance") ->
          Optional.of(new Read(holder, BALANCE, 0, ""));
      case Map<?, ?> fields when call.method().equals("eth_call") -> view(fields);
      default -> Optional.empty();
    };
  }

  private static Optional<Read> view(Map<?, ?> fields) {
    if (fields.get("to") instanceof String to && fields.get("data") instanceof String data) {
      Optional<Object> asked = Optional.ofNullable(fields.get("gas"));
      long gas = asked.map(text -> Hex.quantity(text.toString()).longValueExact()).orElse(MOST_GAS);
      int bytes = data.length() / 2 - 1;
      boolean fits = bytes < BALANCE && gas <= MOST_GAS && gas % GAS_UNIT == 0;
      boolean isAll = fields.size() == (asked.isPresent() ? 3 : 2);
      return fits && isAll
          ? Optional.of(new Read(to, bytes, gas / GAS_UNIT, data.substring(2)))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * One call of many; without the block, as they are.
   *
   * @param calls each has a {@link #size}
   */
  static RpcCall of(List<RpcCall> calls) {
    StringBuilder data = new StringBuilder("0x").append(CODE);
    for (RpcCall call : calls) {
      Read read = read(call).orElseThrow();
      data.append("%04x%04x".formatted(read.length(), read.gas()));
      data.append(read.address(), 2, read.address().length());
      data.append(read.data());
    }
    return RpcCall.of("eth_call", Map.of("data", data.toString()));
  }

  /**
   * The answers of a bundle, in the order of its reads, each empty when it has none; fewer than
   * there were reads where the code has stopped early.
   *
   * @param hex what the bundle gave
   * @param reads how many it had
   * @return empty when it is no bundle's answer
   */
  static Optional<List<Optional<String>>> answers(String hex, int reads) {
    if (!Hex.isBytes(hex)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes(hex));
    List<Optional<String>> answers = new ArrayList<>();
    while (bytes.hasRemaining()) {
      if (bytes.remaining() < 1 + Short.BYTES || answers.size() == reads) {
        return Optional.empty();
      }
      int answered = bytes.get();
      int length = Short.toUnsignedInt(bytes.getShort());
      if (answered < 0 || answered > 1 || bytes.remaining() < length) {
        return Optional.empty();
      }
      byte[] answer = new byte[length];
      bytes.get(answer);
      answers.add(answered == 1 ? Optional.of(Hex.of(answer)) : Optional.empty());
    }
    return Optional.of(answers);
  }
}
