package io.setoff.oracle.publish;

import java.util.Collection;

/**
 * Durable memory of a lane. Records are absolute: the newest of a key counts. A method returns when
 * its record survives the end of the process and of the machine.
 */
public interface Journal {
  void record(Write write);

  void record(Slot slot);

  /** Need not be remembered any more. Forgotten for good with the next record, or later. */
  void forget(WriteKey key);

  /** The same of a nonce. */
  void forget(long nonce);

  /** The newest record of every write. */
  Collection<Write> writes();

  /** The newest record of every nonce. */
  Collection<Slot> slots();
}
