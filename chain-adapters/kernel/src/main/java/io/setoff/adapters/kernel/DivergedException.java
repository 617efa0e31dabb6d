package io.setoff.adapters.kernel;

/** The chain left the stored branch below the oldest block that can be restored. */
final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  DivergedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
