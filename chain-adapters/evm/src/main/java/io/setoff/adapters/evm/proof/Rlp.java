package io.setoff.adapters.evm.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recursive length prefix (yellow paper, appendix B): strings of bytes, and lists of items. */
public sealed interface Rlp {
  int MAX_DEPTH = 16;
  int STRING = 0x80;
  int LIST = 0xc0;
  int SHORT = 55;

  /** A string of bytes. */
  final class Bytes implements Rlp {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] toArray() {
      return bytes.clone();
    }

    public int length() {
      return bytes.length;
    }

    private boolean standsForItself() {
      return bytes.length == 1 && (bytes[0] & 0xff) < STRING;
    }

    @Override
    public int encodedLength() {
      return standsForItself() ? 1 : prefixLength(bytes.length) + bytes.length;
    }

    @Override
    public int write(byte[] out, int at) {
      int start = standsForItself() ? at : writePrefix(bytes.length, STRING, out, at);
      System.arraycopy(bytes, 0, out, start, bytes.length);
      return start + bytes.length;
    }
  }

  /** A list of items. */
  record Items(List<Rlp> items) implements Rlp {
    public Items {
      items = List.copyOf(items);
    }

    private int payloadLength() {
      int length = 0;
      for (Rlp item : items) {
        length += item.encodedLength();
      }
      return length;
    }

    @Override
    public int encodedLength() {
      int payload = payloadLength();
      return prefixLength(payload) + payload;
    }

    @Override
    public int write(byte[] out, int at) {
      int next = writePrefix(payloadLength(), LIST, out, at);
      for (Rlp item : items) {
        next = item.write(out, next);
      }
      return next;
    }
  }

  static Rlp bytes(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** A number: big-endian, without leading zeros. */
  static Rlp number(BigInteger number) {
    if (number.signum() < 0) {
      throw new ProofException("RLP has no negative numbers");
    }
    byte[] bytes = number.signum() == 0 ? new byte[0] : number.toByteArray();
    return new Bytes(
        bytes.length > 0 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  static Rlp list(Rlp... items) {
    return new Items(List.of(items));
  }

  /** The bytes of a string; a list is refused. */
  default byte[] asBytes() {
    return switch (this) {
      case Bytes string -> string.toArray();
      case Items _ -> throw new ProofException("a list where a string should be");
    };
  }

  /** The items of a list; a string is refused. */
  default List<Rlp> asList() {
    return switch (this) {
      case Bytes _ -> throw new ProofException("a string where a list should be");
      case Items list -> list.items();
    };
  }

  /** The encoding. */
  default byte[] encode() {
    byte[] encoding = new byte[encodedLength()];
    write(encoding, 0);
    return encoding;
  }

  /** Bytes of the encoding. */
  int encodedLength();

  /**
   * Puts the encoding into {@code out} at a place.
   *
   * @return the place after it
   */
  int write(byte[] out, int at);

  private static int prefixLength(int length) {
    return length <= SHORT ? 1 : 1 + lengthDigits(length);
  }

  private static int lengthDigits(int length) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
  }

  private static int writePrefix(int length, int kind, byte[] out, int at) {
    if (length <= SHORT) {
      out[at] = (byte) (kind + length);
      return at + 1;
    }
    int digits = lengthDigits(length);
    out[at] = (byte) (kind + SHORT + digits);
    for (int i = 0; i < digits; i++) {
      out[at + 1 + i] = (byte) (length >> (Byte.SIZE * (digits - 1 - i)));
    }
    return at + 1 + digits;
  }

  /** The one item that {@code bytes} encode; every other encoding of it is refused. */
  static Rlp decode(byte[] bytes) {
    Reader reader = new Reader(bytes);
    Rlp item = reader.item(bytes.length, 0);
    if (reader.at != bytes.length) {
      throw new ProofException("bytes are left over");
    }
    return item;
  }

  /** Reads items one after the other. */
  final class Reader {
    private static final int MAX_LENGTH_DIGITS = 3;
    private final byte[] bytes;
    private int at;

    private Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    private Rlp item(int end, int depth) {
      if (at >= end || depth > MAX_DEPTH) {
        throw new ProofException("too short or too deep");
      }
      int prefix = bytes[at++] & 0xff;
      if (prefix < STRING) {
        return new Bytes(new byte[] {(byte) prefix});
      }
      boolean list = prefix >= LIST;
      int length = length(prefix - (list ? LIST : STRING), end);
      int last = at + length;
      if (list) {
        List<Rlp> items = new ArrayList<>();
        while (at < last) {
          items.add(item(last, depth + 1));
        }
        return new Items(items);
      }
      byte[] string = Arrays.copyOfRange(bytes, at, last);
      if (length == 1 && (string[0] & 0xff) < STRING) {
        throw new ProofException("a byte that stands for itself has a prefix");
      }
      at = last;
      return new Bytes(string);
    }

    private int length(int code, int end) {
      int length = code;
      if (code > SHORT) {
        int digits = code - SHORT;
        if (digits > MAX_LENGTH_DIGITS || digits > end - at || bytes[at] == 0) {
          throw new ProofException("a length that cannot be");
        }
        length = 0;
        for (int i = 0; i < digits; i++) {
          length = (length << 8) | (bytes[at++] & 0xff);
        }
        if (length <= SHORT) {
          throw new ProofException("a short length is written long");
        }
      }
      if (length > end - at) {
        throw new ProofException("an item is longer than what holds it");
      }
      return length;
    }
  }
}
