package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisLoader.Raw;
import io.setoff.store.StoredValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Chains of a store on Redis that nobody writes. Nothing in it is changed. */
final class RedisStoredValues implements StoredValues {
  private final RedisSettings settings;
  private final RedisLink link;
  private final RedisReader reader;
  private final RedisLoader loader;
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
    this.loader = new RedisLoader(reader, new RedisStreams(link), new RedisMarks(link, reader));
  }

  @Override
  public List<ChainId> chains() {
    List<ChainId> found = new ArrayList<>();
    for (ChainId chain : chains) {
      RedisKeys keys = RedisKeys.of(settings, chain);
      if (reader.meta(keys).cursor().isPresent()
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
    Raw raw;
    try {
      raw = loader.raw(chain, keys);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (StoreException e) {
      visitor.unreadable(chain.value(), "cursor, journal or steps", String.valueOf(e.getMessage()));
      return;
    }
    raw.meta()
        .cursor()
        .ifPresent(
            cursor ->
                visitor.value(
                    new StoredValue(Kind.CURSOR, chain, List.of(), Codec.encode(cursor))));
    raw.journal()
        .forEach(
            entry ->
                visitor.value(
                    new StoredValue(
                        Kind.JOURNAL,
                        chain,
                        List.of(Long.toString(entry.block().height())),
                        Codec.encode(entry))));
    tell(Kind.ROW, chain, raw.rows(), visitor);
    tell(Kind.ACCOUNT, chain, raw.accounts(), visitor);
    addresses(keys::tracked)
        .forEach(
            (address, state) ->
                visitor.value(
                    new StoredValue(Kind.TRACKED, chain, List.of(address), tracked(state))));
    addresses(keys::quarantined)
        .forEach(
            (address, mark) ->
                visitor.value(new StoredValue(Kind.QUARANTINED, chain, List.of(address), mark)));
    if (!raw.meta().place().equals(reader.meta(keys).place())) {
      throw new StoreException(
          chain
              + " was written to meanwhile, at "
              + settings
              + ": stop its gateways first, or read the newest snapshot of one with --snapshot");
    }
  }

  private static void tell(Kind kind, ChainId chain, Map<String, byte[]> fields, Visitor visitor) {
    fields.forEach(
        (name, bytes) -> {
          List<String> key = List.of(name.split(RedisKeys.SEPARATOR, -1));
          if (key.size() == kind.parts()) {
            visitor.value(new StoredValue(kind, chain, key, bytes));
          } else {
            visitor.unreadable(chain.value(), name, "its name has %d parts".formatted(key.size()));
          }
        });
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
