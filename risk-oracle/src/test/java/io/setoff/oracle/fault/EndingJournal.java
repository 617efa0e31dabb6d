package io.setoff.oracle.fault;

import io.setoff.oracle.publish.Journal;
import io.setoff.oracle.publish.Slot;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import java.util.Collection;

/** A journal whose process ends right after a record. */
final class EndingJournal implements Journal {
  /** The end of the process. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Journal journal;
  private int left;

  EndingJournal(Journal journal, int records) {
    this.journal = journal;
    this.left = records;
  }

  private void count() {
    if (left-- == 0) {
      throw new Ended();
    }
  }

  @Override
  public void record(Write write) {
    journal.record(write);
    count();
  }

  @Override
  public void record(Slot slot) {
    journal.record(slot);
    count();
  }

  @Override
  public void forget(WriteKey key) {
    journal.forget(key);
  }

  @Override
  public void forget(long nonce) {
    journal.forget(nonce);
  }

  @Override
  public Collection<Write> writes() {
    return journal.writes();
  }

  @Override
  public Collection<Slot> slots() {
    return journal.slots();
  }
}
