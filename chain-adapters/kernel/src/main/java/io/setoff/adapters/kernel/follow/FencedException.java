package io.setoff.adapters.kernel.follow;

/** Another process writes the chain now: this one stands by until it may again. */
final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
