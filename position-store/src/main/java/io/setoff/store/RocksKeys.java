package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.StoredValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys: {@code r/chain/table/entity/item} rows, {@code j/chain/height} journal, {@code c/chain}
 * cursor, {@code t/chain/address} tracked accounts, with a value those that are leaving, {@code
 * a/chain/address/height} the block names the address, and so do those whose heights are the value,
 * {@code q/chain/address} quarantined accounts, {@code p/chain} the place in a store that this one
 * mirrors.
 *
 * <p>Parts are joined by NUL, so that keys of one prefix are neighbours.
 */
final class RocksKeys {
  static final String ROW = "r";
  static final String JOURNAL = "j";
  static final String CURSOR = "c";
  static final String TRACKED = "t";
  static final String ACCOUNT = "a";
  static final String QUARANTINED = "q";
  static final String PLACE = "p";

  private static final String SEPARATOR = "\0";

  /** Follows {@link #SEPARATOR}. */
  private static final String AFTER_SEPARATOR = "\1";

  /** Of {@link Long#MAX_VALUE}. */
  private static final int MOST_DIGITS = 19;

  private RocksKeys() {}

  static byte[] row(ChainId chain, RowKey key) {
    return key(ROW, chain.value(), key.table(), key.entity(), key.item());
  }

  static byte[] journal(ChainId chain, long height) {
    return key(JOURNAL, chain.value(), height(height));
  }

  static byte[] cursor(ChainId chain) {
    return key(CURSOR, chain.value());
  }

  static byte[] place(ChainId chain) {
    return key(PLACE, chain.value());
  }

  static byte[] tracked(AccountId account) {
    return key(TRACKED, account.chain().value(), account.address());
  }

  static byte[] account(ChainId chain, String address, long height) {
    return key(ACCOUNT, chain.value(), address, height(height));
  }

  static byte[] quarantined(AccountId account) {
    return key(QUARANTINED, account.chain().value(), account.address());
  }

  /** The key of a value. */
  static byte[] of(StoredValue value) {
    List<String> parts = new ArrayList<>(List.of(String.valueOf(value.kind().code())));
    parts.add(value.chain().value());
    parts.addAll(value.key());
    if (value.kind() == Kind.JOURNAL || value.kind() == Kind.ACCOUNT) {
      parts.set(parts.size() - 1, height(value.height()));
    }
    return bytes(String.join(SEPARATOR, parts));
  }

  /** What every key begins with that has these parts and more. */
  static byte[] within(String... parts) {
    return bytes(String.join(SEPARATOR, parts) + SEPARATOR);
  }

  /** Above all keys {@link #within} these parts, and not above any other key. */
  static byte[] after(String... parts) {
    return bytes(String.join(SEPARATOR, parts) + AFTER_SEPARATOR);
  }

  static boolean begins(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  static String[] parts(byte[] key) {
    return new String(key, StandardCharsets.UTF_8).split(SEPARATOR, -1);
  }

  private static byte[] key(String... parts) {
    return bytes(String.join(SEPARATOR, parts));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sorts as the number does. */
  private static String height(long height) {
    String digits = Long.toString(height);
    return "0".repeat(MOST_DIGITS - digits.length()) + digits;
  }
}
