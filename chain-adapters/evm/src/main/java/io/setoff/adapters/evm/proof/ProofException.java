package io.setoff.adapters.evm.proof;

/** Something does not prove what it should. */
public final class ProofException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProofException(String message) {
    super(message);
  }
}
