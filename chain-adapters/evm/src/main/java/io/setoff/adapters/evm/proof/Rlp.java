package io.setoff.adapters.evm.proof;

import java.io.ByteArrayOutputStream;
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
  }

  /** A list of items. */
  record Items(List<Rlp> items) implements Rlp {
    public Items {
      items = List.copyOf(items);
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (this) {
      case Bytes string -> {
        if (string.bytes.length != 1 || (string.bytes[0] & 0xff) >= STRING) {
          writeLength(string.bytes.length, STRING, out);
        }
        out.writeBytes(string.bytes);
      }
      case Items list -> {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        list.items().forEach(item -> payload.writeBytes(item.encode()));
        writeLength(payload.size(), LIST, out);
        out.writeBytes(payload.toByteArray());
      }
    }
    return out.toByteArray();
  }

  private static void writeLength(int length, int offset, ByteArrayOutputStream out) {
    if (length <= SHORT) {
      out.write(offset + length);
      return;
    }
    byte[] digits = number(BigInteger.valueOf(length)).asBytes();
    out.write(offset + SHORT + digits.length);
    out.writeBytes(digits);
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
