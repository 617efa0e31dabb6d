package io.setoff.store;

import java.util.IdentityHashMap;

/**
 * Rows and journal entries of a step in their stored form. A step stores the same ones in several
 * places; each is encoded once. Of one thread.
 */
final class StepBytes {
  private final IdentityHashMap<Row, byte[]> rows = new IdentityHashMap<>();
  private final IdentityHashMap<JournalEntry, byte[]> journal = new IdentityHashMap<>();

  byte[] of(Row row) {
    return rows.computeIfAbsent(row, Codec::encode);
  }

  byte[] of(JournalEntry entry) {
    return journal.computeIfAbsent(entry, Codec::encode);
  }
}
