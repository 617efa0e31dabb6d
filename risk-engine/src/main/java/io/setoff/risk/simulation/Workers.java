package io.setoff.risk.simulation;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs independent tasks. What they compute must not depend on order or thread. */
public interface Workers {
  /** All tasks on the calling thread. */
  Workers SEQUENTIAL =
      (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
          task.accept(i);
        }
      };

  /**
   * Runs {@code task} for 0 to before {@code tasks}, and returns when all have run. When some fail,
   * throws what the one with the lowest number threw.
   */
  void forEach(int tasks, IntConsumer task);

  /**
   * Tasks on the calling thread and up to {@code threads - 1} of {@code executor}. When the
   * executor is busy the calling thread does more of them.
   */
  static Workers of(Executor executor, int threads) {
    return (tasks, task) -> new Run(tasks, task).on(executor, Math.min(threads, tasks));
  }

  /** One call of {@link #forEach}. */
  final class Run implements Runnable {
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch unfinished;
    private final @Nullable RuntimeException[] failures;

    private Run(int tasks, IntConsumer task) {
      this.task = task;
      this.unfinished = new CountDownLatch(tasks);
      this.failures = new @Nullable RuntimeException[tasks];
    }

    private void on(Executor executor, int threads) {
      for (int i = 1; i < threads; i++) {
        executor.execute(this);
      }
      run();
      awaitOthers();
      Arrays.stream(failures)
          .filter(failure -> failure != null)
          .findFirst()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < failures.length; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException e) {
          failures[i] = e;
        } finally {
          unfinished.countDown();
        }
      }
    }

    private void awaitOthers() {
      boolean interrupted = false;
      while (unfinished.getCount() > 0) {
        try {
          unfinished.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
