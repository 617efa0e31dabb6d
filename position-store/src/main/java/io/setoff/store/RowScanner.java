package io.setoff.store;

import io.setoff.model.Assurance;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the packed rows of one entity, and makes rows of those that are asked for. Not
 * thread-safe.
 *
 * <p>A row is the number of its item, or 0 and its text; a byte that says what is as in the row
 * before; the number of words and each with its length; block and transaction where they are
 * others, and the index of the log.
 */
final class RowScanner {
  private static final List<Assurance> ASSURANCES = List.of(Assurance.values());
  private static final int SAME_BLOCK = 1;
  private static final int SAME_TRANSACTION = 1 << 1;
  private static final int HAS_LOG = 1 << 2;
  private static final int ASSURANCE_SHIFT = 3;

  private final byte[] bytes;
  private final TableForm form;
  private final ByteReader in;
  private int item;
  private int itemAt;
  private int flags;
  private int wordsAt;
  private int blockAt;
  private int transactionAt;
  private int logIndex;

  RowScanner(byte[] bytes, int at, TableForm form) {
    this.bytes = bytes;
    this.form = form;
    this.in = new ByteReader(bytes, at);
  }

  /** Goes to the next row; false when there is none. */
  boolean next() {
    if (in.isAtEnd()) {
      return false;
    }
    item = Math.toIntExact(in.readVar());
    itemAt = in.position();
    if (item == 0) {
      in.skipText();
    }
    flags = in.readUnsignedByte();
    wordsAt = in.position();
    for (long left = in.readVar(); left > 0; left--) {
      in.skip(Math.toIntExact(in.readVar()));
    }
    if ((flags & SAME_BLOCK) == 0) {
      blockAt = in.position();
      in.readVar();
      in.skipText();
    }
    if ((flags & HAS_LOG) != 0) {
      if ((flags & SAME_TRANSACTION) == 0) {
        transactionAt = in.position();
        in.skipText();
      }
      logIndex = (int) in.readVar();
    }
    return true;
  }

  /**
   * Whether the row is of an item.
   *
   * @param number of the item, 0 for one without
   */
  boolean isOf(String text, int number) {
    return item == number && (item > 0 || text.equals(item()));
  }

  String item() {
    return item > 0 ? form.name(item) : new ByteReader(bytes, itemAt).readText();
  }

  Row row() {
    ByteReader words = new ByteReader(bytes, wordsAt);
    int count = Math.toIntExact(words.readVar());
    List<BigInteger> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = Math.toIntExact(words.readVar());
      values.add(new BigInteger(bytes, words.position(), length));
      words.skip(length);
    }
    ByteReader block = new ByteReader(bytes, blockAt);
    long height = block.readVar();
    String blockHash = block.readText();
    Optional<LogRef> log =
        (flags & HAS_LOG) == 0
            ? Optional.empty()
            : Optional.of(new LogRef(new ByteReader(bytes, transactionAt).readText(), logIndex));
    return new Row(
        values, new Origin(height, blockHash, log, ASSURANCES.get(flags >> ASSURANCE_SHIFT)));
  }

  /** Writes what {@link #row} reads. */
  static final class Writer {
    private final ByteWriter out;
    private final TableForm form;
    private Optional<Origin> before = Optional.empty();
    private Optional<String> transaction = Optional.empty();

    Writer(ByteWriter out, TableForm form) {
      this.out = out;
      this.form = form;
    }

    void write(String item, Row row) {
      int number = form.named(item);
      out.writeVar(number);
      if (number == 0) {
        out.writeText(item);
      }
      Origin origin = row.origin();
      boolean sameBlock =
          before
              .filter(
                  one ->
                      one.height() == origin.height() && one.blockHash().equals(origin.blockHash()))
              .isPresent();
      boolean sameTransaction =
          origin.log().isPresent()
              && transaction.filter(origin.log().get().txHash()::equals).isPresent();
      out.writeByte(
          (sameBlock ? SAME_BLOCK : 0)
              | (sameTransaction ? SAME_TRANSACTION : 0)
              | (origin.log().isPresent() ? HAS_LOG : 0)
              | ASSURANCES.indexOf(origin.assurance()) << ASSURANCE_SHIFT);
      out.writeVar(row.words().size());
      for (BigInteger word : row.words()) {
        byte[] value = word.toByteArray();
        out.writeVar(value.length);
        out.write(value);
      }
      if (!sameBlock) {
        out.writeVar(origin.height());
        out.writeText(origin.blockHash());
      }
      if (origin.log().isPresent()) {
        LogRef log = origin.log().get();
        if (!sameTransaction) {
          out.writeText(log.txHash());
        }
        out.writeVar(Integer.toUnsignedLong(log.logIndex()));
        transaction = Optional.of(log.txHash());
      }
      before = Optional.of(origin);
    }
  }
}
