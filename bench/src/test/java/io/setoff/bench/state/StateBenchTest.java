package io.setoff.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBenchTest {
  private static final List<String> BARS =
      List.of("Redis apply", "longest call of the server", "failover", "RocksDB commits");

  /** Without a server on the PATH three bars are skipped, and say so. */
  @Test
  void measuresEveryBarInTheSmall() throws Exception {
    List<String> steps = new ArrayList<>();
    Report report = new StateBench(new Rounds(0, 1, 5), 2_000).run(steps::add);
    assertThat(steps).isNotEmpty();
    assertThat(report.measurements()).extracting(Measurement::name).containsExactlyElementsOf(BARS);
    assertThat(report.measurements())
        .allSatisfy(
            one -> {
              if (one.bound() == Measurement.Bound.SKIPPED) {
                assertThat(one.how()).contains("no redis-server on the PATH");
              } else {
                assertThat(one.measured()).isFinite().isPositive();
              }
            });
    assertThat(report.table()).contains(BARS);
  }
}
