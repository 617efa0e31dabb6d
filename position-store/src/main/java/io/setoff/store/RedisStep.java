package io.setoff.store;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A step as it is written.
 *
 * @param before what it was built on
 * @param after where it leads
 * @param generation that it writes
 * @param done what it does, for who follows; empty when they are to read the whole state
 * @param forgotten addresses that are asked for no more
 * @param journal entries by height; empty means deleted
 * @param changes of rows and accounts
 * @param meta further fields of what is kept about the chain
 */
record RedisStep(
    Optional<ChainCursor> before,
    ChainCursor after,
    long generation,
    Optional<byte[]> done,
    SortedSet<String> forgotten,
    SortedMap<Long, Optional<byte[]>> journal,
    RedisChanges changes,
    SortedMap<String, String> meta) {

  static RedisStep of(Step step, Batch batch, Optional<ChainCursor> before, long generation) {
    SortedMap<Long, Optional<byte[]>> journal = new TreeMap<>();
    step.journalDeletes().forEach(height -> journal.put(height, Optional.empty()));
    step.journalPuts()
        .forEach((height, entry) -> journal.put(height, Optional.of(step.bytes().of(entry))));
    return new RedisStep(
        before,
        step.cursor(),
        generation,
        Optional.of(StepCodec.encode(batch, step)),
        step.dropped(),
        journal,
        RedisChanges.of(step),
        new TreeMap<>());
  }

  /** Whether the hashes of its generation are whole with it: who follows reads them anew. */
  boolean isWhole() {
    return done.isEmpty();
  }

  /** One that changes nothing but what is kept about the chain. */
  static RedisStep to(
      ChainCursor after,
      Optional<ChainCursor> before,
      long generation,
      SortedMap<String, String> meta) {
    return new RedisStep(
        before,
        after,
        generation,
        Optional.empty(),
        new TreeSet<>(),
        new TreeMap<>(),
        RedisChanges.NONE,
        meta);
  }
}
