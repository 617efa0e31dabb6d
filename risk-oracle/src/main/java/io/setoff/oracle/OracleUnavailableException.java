package io.setoff.oracle;

/** A chain or the gateway did not answer as it should. Trying again later may help. */
public final class OracleUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OracleUnavailableException(String message) {
    super(message);
  }

  public OracleUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
