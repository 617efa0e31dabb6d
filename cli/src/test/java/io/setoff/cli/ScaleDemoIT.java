package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleDemoIT {
  private static final List<String> PROCESSES =
      List.of(
          "adapter-1",
          "adapter-2",
          "gateway-1",
          "gateway-2",
          "oracle",
          "signer-1",
          "signer-2",
          "signer-3",
          "redis-1",
          "redis-2");

  @Test
  void whicheverProcessIsKilledEveryAnswerIsRightOrFlagged() throws Exception {
    try (CliProcess demo =
        CliProcess.start("demo", "--scale", "--once", "--port", "0", "--grpc-port", "0")) {
      assertThat(demo.awaitExit()).as(demo.output() + demo.errors()).isZero();
      for (String process : PROCESSES) {
        assertThat(demo.output()).containsPattern("(?m)^" + process + " +killed: after ");
      }
      assertThat(demo.output())
          .contains("no answer was wrong, none was silently old")
          .doesNotContain("NOT EVERY");
    }
  }
}
