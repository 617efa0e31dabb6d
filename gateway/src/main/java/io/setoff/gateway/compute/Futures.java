package io.setoff.gateway.compute;

import java.util.concurrent.CompletableFuture;

/** Hands on what comes later. */
public final class Futures {
  private Futures() {}

  /**
   * Completes {@code to} as {@code from} completes. Whoever needs {@code to} no longer, and cancels
   * it, cancels {@code from}.
   */
  public static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
    var _ =
        from.whenComplete(
            (value, error) -> {
              if (error == null) {
                to.complete(value);
              } else {
                to.completeExceptionally(error);
              }
            });
    var _ = to.whenComplete((value, error) -> from.cancel(false));
  }
}
