package io.setoff.store;

/** The store could not read or write; nothing of the call has taken effect. */
public sealed class StoreException extends RuntimeException permits StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
