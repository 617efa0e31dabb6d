package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One value of a store as it is kept, and what names it. The same for every engine. */
final class StoredValue {
  /** Bytes of an address that is tracked. */
  static final byte[] WANTED = {};

  /** Bytes of one that is tracked no more, until its rows are dropped. */
  static final byte[] LEAVING = {1};

  /** What there is of a chain, in the order in which it is told. */
  enum Kind {
    /** How far the chain is. */
    CURSOR('c', 0, "cursor"),
    /** How to undo a block; by its height. */
    JOURNAL('j', 1, "journal"),
    /** By table, entity and item. */
    ROW('r', 3, "row"),
    /** Blocks that name an address; by the address and the height of the first. */
    ACCOUNT('a', 2, "blocks of"),
    /** By address. */
    TRACKED('t', 1, "tracked"),
    /** By address. */
    QUARANTINED('q', 1, "quarantined");

    private final char code;
    private final int parts;
    private final String text;

    Kind(char code, int parts, String text) {
      this.code = code;
      this.parts = parts;
      this.text = text;
    }

    char code() {
      return code;
    }

    int parts() {
      return parts;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  private final Kind kind;
  private final ChainId chain;
  private final List<String> key;
  private final byte[] bytes;

  /**
   * A value.
   *
   * @param key what names it within the chain, {@link Kind#parts} texts
   * @param bytes as {@link Codec} wrote them; not copied
   */
  StoredValue(Kind kind, ChainId chain, List<String> key, byte[] bytes) {
    this.kind = kind;
    this.chain = chain;
    this.key = List.copyOf(key);
    this.bytes = bytes;
  }

  Kind kind() {
    return kind;
  }

  ChainId chain() {
    return chain;
  }

  List<String> key() {
    return key;
  }

  /** Not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** For people. */
  String name() {
    return key.isEmpty() ? kind.text : kind.text + " " + String.join(" ", key).strip();
  }

  /** A journal's height, or that of the first block of an account's. */
  long height() {
    return Long.parseLong(key.getLast());
  }
}
