package io.setoff.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.setoff.oracle.stream.StreamLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OracleMetricsTest {
  private static final Instant START = Instant.ofEpochSecond(1_790_000_000);

  @Test
  void aStreamThatNeverSignsGrowsOldFromItsStart() {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    InstantSource clock = now::get;
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new OracleMetrics(registry, clock).stream(new StreamLog("s", line -> {}));
    Gauge age = registry.get("setoff.oracle.age").tag("stream", "s").gauge();
    assertThat(age.value()).isZero();
    now.set(START.plusMillis(180_500));
    assertThat(age.value()).as("OracleStreamOld fires above 180").isEqualTo(180.5);
  }
}
