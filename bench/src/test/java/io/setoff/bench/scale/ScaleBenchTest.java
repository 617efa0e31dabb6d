package io.setoff.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleBenchTest {
  private static final List<String> BARS =
      List.of(
          "heap of a position",
          "resident, of a position",
          "load",
          "query, p99",
          "net all",
          "margin all after a price",
          "margin all, growth");

  /** It refuses to go on when an account lacks a position or requires nothing. */
  @Test
  void measuresEveryBarInTheSmall() throws Exception {
    List<String> steps = new ArrayList<>();
    Report report = new ScaleBench(50, 6, 20).run(steps::add);
    assertThat(steps).hasSize(8);
    assertThat(report.measurements()).extracting(Measurement::name).containsExactlyElementsOf(BARS);
    assertThat(report.measurements())
        .allSatisfy(one -> assertThat(one.measured()).as(one.name()).isFinite());
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.path("bars").size()).isEqualTo(BARS.size());
    assertThat(json.path("ok").asBoolean()).isEqualTo(report.met());
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> new ScaleBench(9, 20, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 10 accounts");
    assertThatThrownBy(() -> new ScaleBench(10, LendingMarket.ASSETS + 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
