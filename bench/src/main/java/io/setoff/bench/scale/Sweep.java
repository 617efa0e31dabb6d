package io.setoff.bench.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Something done for every account, on all processors. */
final class Sweep {
  private static final double NANOS = 1e-9;
  private static final int AT_A_TIME = 64;

  private Sweep() {}

  /** Seconds until it is done for the accounts from 0 on. */
  static double seconds(int accounts, IntConsumer work) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    AtomicInteger next = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      tasks.add(
          () -> {
            int done = 0;
            for (int from = next.getAndAdd(AT_A_TIME);
                from < accounts;
                from = next.getAndAdd(AT_A_TIME)) {
              for (int one = from; one < Math.min(accounts, from + AT_A_TIME); one++) {
                work.accept(one);
                done++;
              }
            }
            return done;
          });
    }
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Integer> each : pool.invokeAll(tasks)) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an account could not be worked out", e.getCause());
    }
    return (System.nanoTime() - start) * NANOS;
  }

  /** Seconds that each of some accounts takes alone, sorted. */
  static double[] each(int[] accounts, IntConsumer work) {
    double[] seconds = new double[accounts.length];
    for (int i = 0; i < accounts.length; i++) {
      long start = System.nanoTime();
      work.accept(accounts[i]);
      seconds[i] = (System.nanoTime() - start) * NANOS;
    }
    Arrays.sort(seconds);
    return seconds;
  }
}
