package io.setoff.adapters.kernel.plan;

/** The chain left the stored branch below the oldest block that can be restored. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  /** The stored chain is not to be relied on, for a reason. */
  public DivergedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The same, with what is done about it. */
  public DivergedException since(String measure) {
    return new DivergedException(reason + "; " + measure);
  }

  public String reason() {
    return reason;
  }
}
