package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.StoredValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Chains of a store on Redis that nobody writes. Nothing in it is changed. */
final class RedisStoredValues implements StoredValues {
  private final RedisSettings settings;
  private final RedisLink link;
  private final RedisReader reader;
  private final List<ChainId> chains;

  /**
   * Looks at a store.
   *
   * @param chains to look for
   * @throws StoreException when the server does not answer
   */
  RedisStoredValues(RedisSettings settings, Collection<ChainId> chains) {
    this.settings = settings;
    this.chains = List.copyOf(new TreeSet<>(chains));
    this.link = new RedisLink(settings);
    this.reader = new RedisReader(link);
  }

  @Override
  public List<ChainId> chains() {
    List<ChainId> found = new ArrayList<>();
    for (ChainId chain : chains) {
      RedisKeys keys = RedisKeys.of(settings, chain);
      if (reader.meta(keys, "seq").getFirst().isPresent()
          || !addresses(keys::tracked).isEmpty()
          || !addresses(keys::quarantined).isEmpty()) {
        found.add(chain);
      }
    }
    return found;
  }

  private SortedMap<String, byte[]> addresses(Function<Integer, String> bucket) {
    return reader.union(IntStream.range(0, RedisKeys.ADDRESS_BUCKETS).boxed().map(bucket).toList());
  }

  @Override
  public void tell(ChainId chain, Visitor visitor) {
    RedisKeys keys = RedisKeys.of(settings, chain);
    List<Optional<String>> before = reader.meta(keys, "generation", "nonce");
    long generation = before.getFirst().map(Long::valueOf).orElse(0L);
    reader
        .cursor(keys)
        .ifPresent(bytes -> visitor.value(new StoredValue(Kind.CURSOR, chain, List.of(), bytes)));
    family(keys, generation, Kind.JOURNAL, chain, visitor, (group, field) -> List.of(field));
    family(
        keys,
        generation,
        Kind.ROW,
        chain,
        visitor,
        (group, field) -> {
          RowKey entity = RedisKeys.entity(group);
          return List.of(entity.table(), entity.entity(), field);
        });
    family(
        keys,
        generation,
        Kind.ACCOUNT,
        chain,
        visitor,
        (group, field) -> List.of(RedisKeys.address(group), field));
    addresses(keys::tracked)
        .forEach(
            (address, state) ->
                visitor.value(
                    new StoredValue(Kind.TRACKED, chain, List.of(address), tracked(state))));
    addresses(keys::quarantined)
        .forEach(
            (address, mark) ->
                visitor.value(new StoredValue(Kind.QUARANTINED, chain, List.of(address), mark)));
    if (!before.equals(reader.meta(keys, "generation", "nonce"))) {
      throw new StoreException(
          chain
              + " was written to meanwhile, at "
              + settings
              + ": stop its gateways first, or read the newest snapshot of one with --snapshot");
    }
  }

  private void family(
      RedisKeys keys,
      long generation,
      Kind kind,
      ChainId chain,
      Visitor visitor,
      BiFunction<String, String, List<String>> key) {
    reader.family(
        keys,
        generation,
        String.valueOf(kind.code()),
        (group, fields) ->
            fields.forEach(
                (field, bytes) ->
                    visitor.value(new StoredValue(kind, chain, key.apply(group, field), bytes))));
  }

  private static byte[] tracked(byte[] state) {
    return switch (new String(state, StandardCharsets.US_ASCII)) {
      case "1" -> StoredValue.WANTED;
      case "0" -> StoredValue.LEAVING;
      default -> state;
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
