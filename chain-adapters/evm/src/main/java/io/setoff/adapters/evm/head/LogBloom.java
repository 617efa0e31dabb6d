package io.setoff.adapters.evm.head;

import io.setoff.adapters.rpc.Keccak;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/** The 2048-bit filter in a header (Ethereum yellow paper, section 4.3.1, function M). */
public final class LogBloom {
  static final int BYTES = 256;
  private static final int HASHES = 3;

  private final byte[] bits;

  private LogBloom(byte[] bits) {
    this.bits = bits;
  }

  /** A filter of 256 bytes. */
  public static LogBloom of(byte[] bits) {
    if (bits.length != BYTES) {
      throw new RpcUnavailableException("a logs bloom has " + bits.length + " bytes");
    }
    return new LogBloom(bits.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogBloom bloom && Arrays.equals(bits, bloom.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  /** Whether a log of one of {@code addresses} with one of {@code topics} may be in the block. */
  public boolean mayHold(Collection<String> addresses, Collection<String> topics) {
    return anyIn(addresses) && anyIn(topics);
  }

  /** Whether it holds everything that another one holds. */
  public boolean covers(LogBloom other) {
    for (int i = 0; i < BYTES; i++) {
      if ((other.bits[i] & ~bits[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean anyIn(Collection<String> values) {
    return values.stream().anyMatch(this::mayHold);
  }

  private boolean mayHold(String hex) {
    byte[] hash = Keccak.hash(HexFormat.of().parseHex(hex, 2, hex.length()));
    for (int i = 0; i < HASHES; i++) {
      int bit = bit(hash, i);
      if (((bits[BYTES - 1 - bit / 8] >> (bit % 8)) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Bit number {@code i} of a hashed value: the low 11 bits of its i-th pair of bytes. */
  static int bit(byte[] hash, int i) {
    return (((hash[2 * i] & 0xff) << 8) | (hash[2 * i + 1] & 0xff)) & 0x7ff;
  }
}
