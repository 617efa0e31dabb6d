package io.setoff.oracle.publish;

import java.util.Collection;

/** A journal whose process ends right after a record, before the effect that it announces. */
public final class CrashingJournal implements Journal {
  /** The end of the process. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Journal journal;
  private final Runnable end;
  private int left = Integer.MAX_VALUE;

  /** The process ends with a {@link Crash}. */
  public CrashingJournal(Journal journal) {
    this(
        journal,
        () -> {
          throw new Crash();
        });
  }

  /** The process ends by {@code end}, which does not come back. */
  public CrashingJournal(Journal journal, Runnable end) {
    this.journal = journal;
    this.end = end;
  }

  /** Ends the process right after the record that follows this many more. */
  public void crashAfter(int records) {
    left = records;
  }

  private void count() {
    if (left-- == 0) {
      end.run();
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
