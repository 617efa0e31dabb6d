package io.setoff.store;

/**
 * A store that others run does not answer, or refuses to write for now. Whether a write took effect
 * is not known; nothing that was applied before is lost. The call may be made again after reading
 * {@link PositionStore#cursor}: the store finds out where it is before it writes.
 */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
