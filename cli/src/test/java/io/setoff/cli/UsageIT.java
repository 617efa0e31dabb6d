package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say when nothing runs, or when they are used wrongly. */
class UsageIT {
  private static final String ACCOUNT = "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f";

  @ParameterizedTest
  @CsvSource({
    "demo, --once",
    "portfolio, --policy",
    "margin, --model",
    "hedge, --for",
    "watch, --resume"
  })
  void helpTeaches(String command, String option) throws InterruptedException {
    try (CliProcess help = CliProcess.start(command, "--help")) {
      assertThat(help.awaitExit()).isZero();
      assertThat(help.output()).contains("Usage: setoff " + command, option, "Examples:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "portfolio                     | Missing required parameter: 'ACCOUNT'",
        "portfolio 0x1 --policy LOOSE  | expected one of [STRICT, ECONOMIC, PEGGED]",
        "watch 0x1 --finality SOON     | expected one of [LATEST, SAFE, FINALIZED, PRUDENT]",
        "demo --nice                   | Unknown option: '--nice'"
      })
  void wrongUsageIsExplained(String line, String message) throws InterruptedException {
    try (CliProcess refused = CliProcess.start(line.split(" "))) {
      assertThat(refused.awaitExit()).isEqualTo(2);
      assertThat(refused.errors()).contains(message, "Usage: setoff");
    }
  }

  @ParameterizedTest
  @CsvSource({"portfolio", "margin", "hedge", "watch"})
  void withoutAGatewayTheySayHowToStartOne(String command) throws InterruptedException {
    try (CliProcess refused = CliProcess.start(command, ACCOUNT, "--url", "http://127.0.0.1:1")) {
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.errors())
          .isEqualTo(
              "setoff: no gateway answers at http://127.0.0.1:1; start one with ./setoff demo or"
                  + " ./setoff run, or name it with --url\n");
    }
  }

  @Test
  void aUrlThatIsNoneIsRefused() throws InterruptedException {
    try (CliProcess refused = CliProcess.start("portfolio", ACCOUNT, "--url", "localhost")) {
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.errors()).contains("not a gateway URL (http://host:port): localhost");
    }
  }
}
