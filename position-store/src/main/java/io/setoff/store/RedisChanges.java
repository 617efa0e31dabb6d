package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** New values of fields by their group; empty means deleted. */
final class RedisChanges {
  private final SortedMap<String, SortedMap<String, Optional<byte[]>>> groups = new TreeMap<>();

  /** What a step changes, but for addresses that are tracked no more. */
  static RedisChanges of(Step step) {
    RedisChanges changes = new RedisChanges();
    step.rows()
        .forEach(
            (key, row) ->
                changes.set(
                    RedisKeys.rows(key.table(), key.entity()), key.item(), row.map(Codec::encode)));
    step.accountDeletes()
        .forEach(
            (height, addresses) ->
                addresses.forEach(
                    address ->
                        changes.set(
                            RedisKeys.accounts(address), Long.toString(height), Optional.empty())));
    step.accountPuts().forEach(unit -> unit.forEach(changes::named));
    step.journalDeletes()
        .forEach(
            height ->
                changes.set(RedisKeys.journal(height), Long.toString(height), Optional.empty()));
    step.journalPuts().values().forEach(changes::undo);
    return changes;
  }

  /** The whole state of a chain. */
  static RedisChanges of(Image image) {
    RedisChanges changes = new RedisChanges();
    image
        .rows()
        .forEach(
            (key, row) ->
                changes.set(
                    RedisKeys.rows(key.table(), key.entity()),
                    key.item(),
                    Optional.of(Codec.encode(row))));
    for (Map.Entry<String, List<Long>> account : image.accounts().entrySet()) {
      for (long height : account.getValue()) {
        changes.named(account.getKey(), Heights.of(height));
      }
    }
    image.journal().forEach(changes::undo);
    return changes;
  }

  /** The names of groups that come into being, or go. */
  void register(String group, boolean exists) {
    set(
        RedisKeys.directoryOf(group),
        group,
        exists ? Optional.of("1".getBytes(StandardCharsets.US_ASCII)) : Optional.empty());
  }

  private void named(String address, Heights heights) {
    set(
        RedisKeys.accounts(address),
        Long.toString(heights.first()),
        Optional.of(heights.encodeRest()));
  }

  private void undo(JournalEntry entry) {
    long height = entry.block().height();
    set(RedisKeys.journal(height), Long.toString(height), Optional.of(Codec.encode(entry)));
  }

  private void set(String group, String field, Optional<byte[]> value) {
    groups.computeIfAbsent(group, key -> new TreeMap<>()).put(field, value);
  }

  SortedMap<String, SortedMap<String, Optional<byte[]>>> groups() {
    return groups;
  }
}
