package io.setoff.oracle.publish;

import io.setoff.oracle.OracleUnavailableException;

/**
 * The right to use a gas payer's nonces. Whoever has it last has the highest token, and a journal
 * refuses to record for a lower one.
 */
public interface Lease extends AutoCloseable {

  /** Grows with every holder. */
  long token();

  /**
   * Refuses to go on when somebody else holds it now, or may.
   *
   * @throws LostLeaseException when it is lost for good
   * @throws OracleUnavailableException when that cannot be told now: to be asked again
   */
  void check();

  @Override
  void close();

  /** Somebody else owns the nonces. */
  final class LostLeaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostLeaseException(String message) {
      super(message);
    }
  }
}
