package io.setoff.gateway.compute;

import io.setoff.gateway.config.RiskConfig.Workers;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.RequestException.Code;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * A fixed number of threads with a queue of fixed length. What finds the queue full is refused at
 * once: a client that is told so can wait or go elsewhere, one that waits in vain cannot. Work
 * whose answer nobody awaits any more is not begun.
 */
public final class WorkerPool implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkerPool.class);

  private final String name;
  private final Workers settings;
  private final ThreadPoolExecutor threads;
  private final LongAdder refused = new LongAdder();
  private final LongAdder finished = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * Starts no thread before there is work.
   *
   * @param name of what the workers do, in refusals
   */
  public WorkerPool(String name, Workers settings) {
    this.name = name;
    this.settings = settings;
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queue()),
            Thread.ofPlatform().name(name + "-", 1).daemon().factory());
  }

  /**
   * Does {@code work} on a thread of the pool. Cancelling the result takes it out of the queue.
   *
   * @return fails with RESOURCE_EXHAUSTED when the queue is full, with DEADLINE_EXCEEDED when it
   *     took too long, else with what the work threw
   */
  public <T> CompletableFuture<T> submit(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable task = () -> run(work, answer);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      refused.increment();
      answer.completeExceptionally(
          refusal(
              Code.RESOURCE_EXHAUSTED,
              "all workers are busy and "
                  + settings.queue()
                  + " calls wait already: try again later"));
      return answer;
    }
    CompletableFuture<Void> alarm =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    var _ = alarm.thenRun(() -> giveUp(answer));
    var _ =
        answer.whenComplete(
            (value, error) -> {
              threads.remove(task);
              alarm.cancel(false);
            });
    return answer;
  }

  /**
   * The same once {@code ready} completes, if the answer is still awaited then. Cancelling the
   * answer cancels the work.
   */
  public <T> CompletableFuture<T> submit(CompletableFuture<Void> ready, Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        ready.whenComplete(
            (value, error) -> {
              if (error != null) {
                answer.completeExceptionally(error);
              } else if (!answer.isDone()) {
                Futures.pass(submit(work), answer);
              }
            });
    return answer;
  }

  private void giveUp(CompletableFuture<?> answer) {
    answer.completeExceptionally(
        refusal(
            Code.DEADLINE_EXCEEDED, "not answered in " + settings.patience().toMillis() + " ms"));
  }

  private RequestException refusal(Code code, String rule) {
    return new RequestException(code, name, rule);
  }

  private <T> void run(Callable<T> work, CompletableFuture<T> answer) {
    if (answer.isDone()) {
      return;
    }
    long start = System.nanoTime();
    try {
      answer.complete(work.call());
    } catch (Throwable e) {
      if (!answer.completeExceptionally(e)) {
        LOG.warn("work that nobody awaits any more has failed", e);
      }
    } finally {
      nanos.add(System.nanoTime() - start);
      finished.increment();
    }
  }

  /** Calls that wait now. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** Calls that are worked on now. */
  public int busy() {
    return threads.getActiveCount();
  }

  /** Calls refused since the start because the queue was full. */
  public long refused() {
    return refused.sum();
  }

  /** Calls worked on since the start. */
  public long finished() {
    return finished.sum();
  }

  /** Time of all threads on finished calls. */
  public Duration workTime() {
    return Duration.ofNanos(nanos.sum());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
