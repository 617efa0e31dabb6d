package io.setoff.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void aBarIsMetOnItsGoodSideAndOnIt() {
    assertThat(Measurement.atMost("", 50, "us", 25, "").ratio()).isEqualTo(2);
    assertThat(Measurement.atMost("", 50, "us", 50, "").met()).isTrue();
    assertThat(Measurement.atMost("", 50, "us", 50.1, "").met()).isFalse();
    assertThat(Measurement.atLeast("", 18, "x", 27, "").ratio()).isEqualTo(1.5);
    assertThat(Measurement.atLeast("", 18, "x", 17.9, "").met()).isFalse();
    assertThat(Measurement.atLeast("", 18, "x", Double.NaN, "").met()).isFalse();
  }

  @Test
  void aReportIsMetWhenAllIs() {
    Measurement good = Measurement.atMost("speed", 1, "s", 0.0123456, "");
    Measurement bad = Measurement.atMost("error", 1e-14, "x forward", 3e-14, "");
    assertThat(new Report("risk", List.of(good)).met()).isTrue();
    Report report = new Report("risk", List.of(good, bad));
    assertThat(report.met()).isFalse();
    assertThat(report.table())
        .contains("<= 1 s", "0.0123 s", "ok", "<= 1E-14 x forward", "3E-14 x forward", "short");
    assertThat(Measurement.atMost("", 150, "bytes", 0, "").required()).isEqualTo("<= 150 bytes");
  }
}
