package io.setoff.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * New values of fields; empty means deleted.
 *
 * @param rows by their names in {@link RedisKeys#row(RowKey)}
 * @param accounts by their names in {@link RedisKeys#account}
 */
record RedisChanges(
    SortedMap<String, Optional<byte[]>> rows, SortedMap<String, Optional<byte[]>> accounts) {

  static final RedisChanges NONE = new RedisChanges(new TreeMap<>(), new TreeMap<>());

  static RedisChanges of(Step step) {
    return of(step.rows(), step.accountDeletes(), step.accountPuts());
  }

  static RedisChanges of(StepCodec.Done done) {
    List<SortedMap<String, Heights>> named =
        done.batch().units().stream().map(Unit::accounts).toList();
    return of(done.rows(), done.accountDeletes(), named);
  }

  /** The whole state of a chain. */
  static RedisChanges of(Image image) {
    SortedMap<String, Optional<byte[]>> rows = new TreeMap<>();
    image
        .rows()
        .forEach((key, row) -> rows.put(RedisKeys.row(key), Optional.of(Codec.encode(row))));
    SortedMap<String, Optional<byte[]>> accounts = new TreeMap<>();
    for (Map.Entry<String, List<Long>> named : image.accounts().entrySet()) {
      for (long height : named.getValue()) {
        accounts.put(RedisKeys.account(named.getKey(), height), Optional.of(new byte[0]));
      }
    }
    return new RedisChanges(rows, accounts);
  }

  private static RedisChanges of(
      SortedMap<RowKey, Optional<Row>> changed,
      SortedMap<Long, SortedSet<String>> unnamed,
      List<SortedMap<String, Heights>> named) {
    SortedMap<String, Optional<byte[]>> rows = new TreeMap<>();
    changed.forEach((key, row) -> rows.put(RedisKeys.row(key), row.map(Codec::encode)));
    SortedMap<String, Optional<byte[]>> accounts = new TreeMap<>();
    unnamed.forEach(
        (height, addresses) ->
            addresses.forEach(
                address -> accounts.put(RedisKeys.account(address, height), Optional.empty())));
    for (SortedMap<String, Heights> unit : named) {
      unit.forEach(
          (address, heights) ->
              accounts.put(
                  RedisKeys.account(address, heights.first()), Optional.of(heights.encodeRest())));
    }
    return new RedisChanges(rows, accounts);
  }

  int size() {
    return rows.size() + accounts.size();
  }

  /** The same in pieces, none larger than {@code most}. */
  List<RedisChanges> pieces(int most) {
    List<RedisChanges> pieces = new ArrayList<>();
    for (SortedMap<String, Optional<byte[]>> some : split(rows, most)) {
      pieces.add(new RedisChanges(some, new TreeMap<>()));
    }
    for (SortedMap<String, Optional<byte[]>> some : split(accounts, most)) {
      pieces.add(new RedisChanges(new TreeMap<>(), some));
    }
    return pieces;
  }

  private static List<SortedMap<String, Optional<byte[]>>> split(
      SortedMap<String, Optional<byte[]>> fields, int most) {
    List<SortedMap<String, Optional<byte[]>>> pieces = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (pieces.isEmpty() || pieces.getLast().size() == most) {
            pieces.add(new TreeMap<>());
          }
          pieces.getLast().put(name, value);
        });
    return pieces;
  }

  /** Makes the changes to a copy of the fields. */
  void applyTo(Map<String, byte[]> allRows, Map<String, byte[]> allAccounts) {
    apply(rows, allRows);
    apply(accounts, allAccounts);
  }

  private static void apply(Map<String, Optional<byte[]>> changes, Map<String, byte[]> fields) {
    changes.forEach(
        (name, value) ->
            value.ifPresentOrElse(is -> fields.put(name, is), () -> fields.remove(name)));
  }
}
