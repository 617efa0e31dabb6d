package io.setoff.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one entity, as few bytes as they take, and read when they are asked for. Immutable.
 *
 * <p>It has no supertype with fields, and no field more: of these there is one for each account.
 */
@SuppressWarnings("JdkObsolete") // as Rows has it: nobody asks for neighbours
final class PackedItems implements SortedMap<String, Row>, EntityIndex.Node {
  private final TableForm form;

  /** The entity's name, then its rows by item; see {@link RowScanner}. */
  private final byte[] bytes;

  /** As {@link #rows}; only where the table keeps what was read. */
  private @Nullable SortedMap<String, Row> read;

  private PackedItems(TableForm form, byte[] bytes) {
    this.form = form;
    this.bytes = bytes;
  }

  /** At least one row of an entity. */
  static PackedItems of(TableForm form, String entity, SortedMap<String, Row> rows) {
    ByteWriter out = new ByteWriter();
    out.writeText(entity);
    RowScanner.Writer writer = new RowScanner.Writer(out, form);
    rows.forEach(writer::write);
    return new PackedItems(form, out.toByteArray());
  }

  /** The form in which an entity's name is compared. */
  static byte[] key(String entity) {
    ByteWriter out = new ByteWriter();
    out.writeText(entity);
    return out.toByteArray();
  }

  String entity() {
    return new ByteReader(bytes, 0).readText();
  }

  boolean isOf(byte[] key) {
    return bytes.length >= key.length && Arrays.equals(bytes, 0, key.length, key, 0, key.length);
  }

  /** See {@link EntityIndex#hash}. */
  @Override
  public int keyHash() {
    return EntityIndex.hash(bytes, firstRow());
  }

  private int firstRow() {
    ByteReader in = new ByteReader(bytes, 0);
    in.skipText();
    return in.position();
  }

  private RowScanner scan() {
    return new RowScanner(bytes, firstRow(), form);
  }

  Optional<Row> row(String item) {
    SortedMap<String, Row> kept = read;
    if (kept != null || form.keepsRead()) {
      return Optional.ofNullable(rows().get(item));
    }
    int number = form.numberOf(item);
    RowScanner scanner = scan();
    while (scanner.next()) {
      if (scanner.isOf(item, number)) {
        return Optional.of(scanner.row());
      }
    }
    return Optional.empty();
  }

  /** All rows as they are. What is kept of them has but final fields: any thread may find it. */
  private SortedMap<String, Row> rows() {
    SortedMap<String, Row> kept = read;
    if (kept != null) {
      return kept;
    }
    TreeMap<String, Row> rows = new TreeMap<>();
    RowScanner scanner = scan();
    while (scanner.next()) {
      rows.put(scanner.item(), scanner.row());
    }
    SortedMap<String, Row> all = Collections.unmodifiableSortedMap(rows);
    if (form.keepsRead()) {
      read = all;
    }
    return all;
  }

  @Override
  public int size() {
    int size = 0;
    for (RowScanner scanner = scan(); scanner.next(); ) {
      size++;
    }
    return size;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String item && row(item).isPresent();
  }

  @Override
  public boolean containsValue(Object value) {
    return rows().containsValue(value);
  }

  @Override
  public @Nullable Row get(Object key) {
    return key instanceof String item ? row(item).orElse(null) : null;
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public SortedMap<String, Row> subMap(String from, String to) {
    return rows().subMap(from, to);
  }

  @Override
  public SortedMap<String, Row> headMap(String to) {
    return rows().headMap(to);
  }

  @Override
  public SortedMap<String, Row> tailMap(String from) {
    return rows().tailMap(from);
  }

  @Override
  public String firstKey() {
    return rows().firstKey();
  }

  @Override
  public String lastKey() {
    return rows().lastKey();
  }

  @Override
  public Set<String> keySet() {
    return rows().keySet();
  }

  @Override
  public Collection<Row> values() {
    return rows().values();
  }

  @Override
  public Set<Map.Entry<String, Row>> entrySet() {
    return rows().entrySet();
  }

  @Override
  public Row put(String key, Row value) {
    throw new UnsupportedOperationException("a snapshot does not change");
  }

  @Override
  public Row remove(Object key) {
    throw new UnsupportedOperationException("a snapshot does not change");
  }

  @Override
  public void putAll(Map<? extends String, ? extends Row> more) {
    throw new UnsupportedOperationException("a snapshot does not change");
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("a snapshot does not change");
  }

  @Override
  public boolean equals(Object other) {
    return this == other || rows().equals(other);
  }

  @Override
  public int hashCode() {
    return rows().hashCode();
  }

  @Override
  public String toString() {
    return rows().toString();
  }
}
