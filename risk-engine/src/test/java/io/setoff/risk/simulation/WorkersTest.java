package io.setoff.risk.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyTaskRunsOnce(int threads) {
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(100);
      Workers.of(executor, threads).forEach(100, runs::getAndIncrement);
      for (int i = 0; i < runs.length(); i++) {
        assertThat(runs.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void anExecutorThatNeverRunsAnythingDoesNotHoldUpTheCaller() {
    AtomicIntegerArray runs = new AtomicIntegerArray(10);
    Workers.of(task -> {}, 4).forEach(10, runs::getAndIncrement);
    assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
  }

  @Test
  void theFailureOfTheLowestTaskIsThrownAfterAllHaveRun() {
    AtomicIntegerArray runs = new AtomicIntegerArray(10);
    Workers workers = Workers.of(Runnable::run, 2);
    assertThatThrownBy(
            () ->
                workers.forEach(
                    10,
                    task -> {
                      runs.getAndIncrement(task);
                      if (task == 3 || task == 7) {
                        throw new IllegalStateException("task " + task);
                      }
                    }))
        .hasMessage("task 3");
    assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
  }

  @Test
  void withoutTasksNothingRuns() {
    Workers.of(Runnable::run, 2)
        .forEach(
            0,
            task -> {
              throw new IllegalStateException("no task was given");
            });
    AtomicIntegerArray runs = new AtomicIntegerArray(2);
    Workers.SEQUENTIAL.forEach(2, runs::getAndIncrement);
    assertThat(runs.toString()).isEqualTo("[1, 1]");
  }
}
