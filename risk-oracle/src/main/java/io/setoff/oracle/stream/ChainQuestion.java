package io.setoff.oracle.stream;

import io.setoff.adapters.rpc.RpcUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What a stream asks one chain at every look, on a thread of the question. A chain that has once
 * not answered in time is waited for no more, until it answers: its nodes stall, and the other
 * chains are not to pay for that. For one thread.
 *
 * @param <T> the answer
 */
final class ChainQuestion<T> {
  private final Supplier<T> read;
  private CompletableFuture<T> newest = CompletableFuture.failedFuture(new CancellationException());
  private boolean isOfThisLook;
  private boolean wasLate;

  /**
   * A question.
   *
   * @param read asks the chain; it ends by itself, however late
   */
  ChainQuestion(Supplier<T> read) {
    this.read = read;
  }

  /** Asks all, and waits until those that are not late have answered, {@code patience} at most. */
  static <T> void askAll(List<ChainQuestion<T>> questions, Duration patience)
      throws InterruptedException {
    questions.forEach(ChainQuestion::ask);
    long deadline = System.nanoTime() + patience.toNanos();
    for (ChainQuestion<T> question : questions) {
      if (!question.wasLate) {
        question.await(deadline);
      }
    }
    // Where no other chain can be written there is nobody to keep waiting.
    for (ChainQuestion<T> question : questions) {
      if (questions.stream().noneMatch(ChainQuestion::isAnswered)) {
        question.await(deadline);
      }
    }
  }

  private void ask() {
    isOfThisLook = newest.isDone();
    if (isOfThisLook) {
      wasLate &= newest.isCompletedExceptionally();
      newest = CompletableFuture.supplyAsync(read, task -> Thread.ofVirtual().start(task));
    }
  }

  private void await(long deadline) throws InterruptedException {
    if (!isOfThisLook) {
      return;
    }
    try {
      newest.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      // That is an answer, too: it is thrown to who takes it.
    } catch (TimeoutException e) {
      wasLate = true;
    }
  }

  private boolean isAnswered() {
    return isOfThisLook && newest.isDone() && !newest.isCompletedExceptionally();
  }

  /**
   * The answer to what was asked last.
   *
   * @throws RpcUnavailableException when it has not come
   */
  T answer() {
    if (!isOfThisLook || !newest.isDone()) {
      throw new RpcUnavailableException("its nodes have not answered yet");
    }
    try {
      return newest.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
