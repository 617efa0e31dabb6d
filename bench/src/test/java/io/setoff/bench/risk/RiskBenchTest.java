package io.setoff.bench.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import io.setoff.bench.measure.Timing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskBenchTest {
  private static final List<String> BARS =
      List.of(
          "options, share of a loop in C",
          "options, best kernel",
          "options, plain Java",
          "largest error",
          "one account, margin",
          "one account, what-if",
          "one account, derive-pmrm2",
          "Monte Carlo");

  @Test
  void measuresEveryBarInTheSmall() throws Exception {
    List<String> steps = new ArrayList<>();
    Report report = new RiskBench(new Timing(1, 1), 1_000, 3, 2, 20, 20, 1_000, 1).run(steps::add);
    assertThat(steps).hasSize(3);
    assertThat(report.measurements())
        .extracting(Measurement::name)
        .containsExactlyInAnyOrderElementsOf(BARS);
    assertThat(report.measurements())
        .filteredOn(one -> one.bound() != Measurement.Bound.SKIPPED)
        .allSatisfy(one -> assertThat(one.measured()).isFinite());
    assertThat(report.measurements())
        .filteredOn(one -> one.name().equals("largest error"))
        .allSatisfy(one -> assertThat(one.met()).isTrue());

    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.path("bars").size()).isEqualTo(BARS.size());
    assertThat(json.path("ok").asBoolean()).isEqualTo(report.met());
    assertThat(report.table()).contains(BARS);
  }
}
