package io.setoff.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.bench.start.Costs.Part;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostsTest {

  @ParameterizedTest
  @CsvSource({
    "java -jar quarkus-run.jar --config /d/signer-1.yaml --config /d/signer-2.yaml, signers",
    "java -jar quarkus-run.jar --config /d/setoff.yaml, gateway",
    "java -cp setoff-cli.jar io.setoff.cli.SetoffCli demo, command line",
    "node /devnet/bin/devnet.mjs --dir /d, devnet",
    "node /devnet/src/supervise.mjs /bin/anvil --chain-id 31337, supervisors",
    "/bin/anvil --host 127.0.0.1 --chain-id 31337 --timestamp 1, anvil A",
    "/bin/anvil --host 127.0.0.1 --chain-id 31338 --timestamp 1, anvil B",
    "'', others",
  })
  void aProcessHasTheNameOfWhatItRuns(String line, String name) {
    assertThat(Costs.name(line)).isEqualTo(name);
  }

  /** As that of the command line, which names every jar: of one so long Java itself tells none. */
  @Test
  void aLongCommandLineIsReadAsWell() throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "read line", "x".repeat(8_000), "io.setoff.cli").start();
    try {
      assertThat(Costs.of(Stream.of(process.toHandle())).parts()).containsKey("command line");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theShareOfEachIsOfOneCore() {
    Costs before = new Costs(Map.of("anvil A", new Part(10, 1), "gateway", new Part(20, 1)));
    Costs after =
        new Costs(
            Map.of(
                "anvil A", new Part(12, 1), "gateway", new Part(23, 1), "others", new Part(1, 1)));
    assertThat(after.sharesSince(before, 30))
        .isEqualTo("anvil A 6.7 %, gateway 10.0 %, others 3.3 %");
    assertThat(after.seconds()).isEqualTo(36);
  }
}
