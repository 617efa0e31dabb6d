package io.setoff.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.setoff.gateway.compute.WorkerPool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** How busy the workers are, and how often they had to refuse. */
@Singleton
class WorkerMetrics implements MeterBinder {
  private final WorkerPool workers;

  WorkerMetrics(WorkerPool workers) {
    this.workers = workers;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("setoff.risk.calls.waiting", workers, WorkerPool::waiting)
        .description("calls that wait for a worker")
        .register(registry);
    Gauge.builder("setoff.risk.calls.busy", workers, WorkerPool::busy)
        .description("calls that are worked on")
        .register(registry);
    FunctionCounter.builder("setoff.risk.calls.refused", workers, WorkerPool::refused)
        .description("calls refused because the queue was full")
        .register(registry);
    FunctionTimer.builder(
            "setoff.risk.calls",
            workers,
            WorkerPool::finished,
            pool -> pool.workTime().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("calls that were worked on, and for how long")
        .register(registry);
  }
}
