package io.setoff.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * New values of fields; empty means deleted.
 *
 * @param rows by their names in {@link RedisKeys#row(RowKey)}
 * @param accounts by their names in {@link RedisKeys#account}
 */
record RedisChanges(Map<String, Optional<byte[]>> rows, Map<String, Optional<byte[]>> accounts) {

  static final RedisChanges NONE = new RedisChanges(Map.of(), Map.of());

  /** What several leave, one after the other. */
  static RedisChanges after(Iterable<RedisChanges> all) {
    RedisChanges together = new RedisChanges(new LinkedHashMap<>(), new LinkedHashMap<>());
    all.forEach(together::add);
    return together;
  }

  /** Makes further changes after these, which must have been made to grow. */
  void add(RedisChanges later) {
    rows.putAll(later.rows);
    accounts.putAll(later.accounts);
  }

  static RedisChanges of(Step step) {
    return of(step.rows(), step.accountDeletes(), step.accountPuts(), step.bytes());
  }

  static RedisChanges of(StepCodec.Done done) {
    List<SortedMap<String, Heights>> named =
        done.batch().units().stream().map(Unit::accounts).toList();
    return of(done.rows(), done.accountDeletes(), named, new StepBytes());
  }

  /** The whole state of a chain. */
  static RedisChanges of(Image image) {
    Map<String, Optional<byte[]>> rows = new LinkedHashMap<>();
    image
        .rows()
        .forEach((key, row) -> rows.put(RedisKeys.row(key), Optional.of(Codec.encode(row))));
    Map<String, Optional<byte[]>> accounts = new LinkedHashMap<>();
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
      List<SortedMap<String, Heights>> named,
      StepBytes bytes) {
    Map<String, Optional<byte[]>> rows = new LinkedHashMap<>();
    changed.forEach((key, row) -> rows.put(RedisKeys.row(key), row.map(bytes::of)));
    Map<String, Optional<byte[]>> accounts = new LinkedHashMap<>();
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
    for (Map<String, Optional<byte[]>> some : split(rows, most)) {
      pieces.add(new RedisChanges(some, Map.of()));
    }
    for (Map<String, Optional<byte[]>> some : split(accounts, most)) {
      pieces.add(new RedisChanges(Map.of(), some));
    }
    return pieces;
  }

  private static List<Map<String, Optional<byte[]>>> split(
      Map<String, Optional<byte[]>> fields, int most) {
    List<Map<String, Optional<byte[]>>> pieces = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (pieces.isEmpty() || pieces.getLast().size() == most) {
            pieces.add(new LinkedHashMap<>());
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
