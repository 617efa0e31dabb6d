package io.setoff.adapters.kernel.follow;

/** The store is at another block than the writer left it at: what comes next is planned anew. */
final class StoreMovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreMovedException(String message) {
    super(message);
  }
}
