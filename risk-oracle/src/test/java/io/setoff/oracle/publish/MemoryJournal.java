package io.setoff.oracle.publish;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** A fake: a journal that outlives a process, but not the test. */
final class MemoryJournal implements Journal {
  private final TreeMap<WriteKey, Write> writes = new TreeMap<>();
  private final TreeMap<Long, Slot> slots = new TreeMap<>();

  @Override
  public void record(Write write) {
    writes.put(write.key(), write);
  }

  @Override
  public void record(Slot slot) {
    slots.put(slot.nonce(), slot);
  }

  @Override
  public void forget(WriteKey key) {
    writes.remove(key);
  }

  @Override
  public void forget(long nonce) {
    slots.remove(nonce);
  }

  @Override
  public Collection<Write> writes() {
    return List.copyOf(writes.values());
  }

  @Override
  public Collection<Slot> slots() {
    return List.copyOf(slots.values());
  }
}
