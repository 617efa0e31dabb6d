package io.setoff.gateway.api;

import io.setoff.gateway.watch.Pull;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Streams that are being opened. */
final class Opening {
  private Opening() {}

  /**
   * The stream that {@code open} gives once {@code ready} completes. One that nobody awaits any
   * more is closed, or not opened.
   */
  static <S extends Pull<?>> CompletableFuture<S> of(
      CompletableFuture<Void> ready, Supplier<CompletableFuture<S>> open) {
    CompletableFuture<S> answer = new CompletableFuture<>();
    var _ =
        ready
            .thenCompose(
                done ->
                    answer.isDone()
                        ? CompletableFuture.<S>failedFuture(new CancellationException())
                        : open.get())
            .whenComplete(
                (stream, error) -> {
                  if (error != null) {
                    answer.completeExceptionally(error);
                  } else if (!answer.complete(stream)) {
                    stream.close();
                  }
                });
    return answer;
  }
}
