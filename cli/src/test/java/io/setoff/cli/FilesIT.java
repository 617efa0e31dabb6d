package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calculations on files in a process of their own. */
class FilesIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "risk margin --in ../docs/examples/book.json --json",
        "risk var --model historical --in ../docs/examples/book.json --json",
        "risk stress --in ../docs/examples/options.json --json",
        "risk plot --in ../docs/examples/call-spread.json --out target/spread.png --json",
        "risk hedge --in ../docs/examples/book.json --json",
        "clear net --in ../docs/examples/clear-net.json --json",
        "clear close-out --in ../docs/examples/clear-close-out.json --json"
      })
  void answerWithOneObjectAndNothingElse(String line) throws InterruptedException {
    try (CliProcess process = CliProcess.start(line.split(" "))) {
      assertThat(process.awaitExit()).isZero();
      assertThat(process.errors()).isEmpty();
      assertThat(CommandRun.json(process.output()).isObject()).isTrue();
    }
  }
}
