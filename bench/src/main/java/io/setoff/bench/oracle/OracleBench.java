package io.setoff.bench.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import io.setoff.bench.measure.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * The oracle's bars. Gas is exact and measured by forge; time is CPU time of one thread.
 *
 * @param home of the project
 * @param timing of an epoch
 * @param accounts in it
 */
public record OracleBench(Path home, Timing timing, int accounts) {

  /** The size that the bars are for. */
  public static OracleBench full(Path home) {
    return new OracleBench(home, new Timing(3, 7), 100_000);
  }

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    progress.accept("gas of the contract");
    measurements.addAll(gas());
    progress.accept("an epoch of " + accounts + " accounts");
    measurements.addAll(new EpochTimes(accounts).measure(timing));
    return new Report("oracle", measurements);
  }

  /** What the contracts' own bench says, beside the peers' figures. */
  private List<Measurement> gas() throws IOException, InterruptedException {
    Process forge =
        new ProcessBuilder("node", "tools/bench.mjs", "--json")
            .directory(home.resolve("risk-oracle/contracts").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String json = new String(forge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    forge.waitFor();
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode bar : new ObjectMapper().readTree(json).path("bars")) {
      measurements.add(
          Measurement.atMost(
              bar.path("name").asText(),
              bar.path("bar").asDouble(),
              bar.path("unit").asText(),
              bar.path("measured").asDouble(Double.NaN),
              bar.path("what").asText() + peers(bar.path("peers"))));
    }
    if (measurements.isEmpty()) {
      throw new IOException("forge has measured nothing");
    }
    return measurements;
  }

  private static String peers(JsonNode peers) {
    StringJoiner text = new StringJoiner("; ", ". Peers: ", "").setEmptyValue("");
    peers
        .properties()
        .forEach(
            peer ->
                text.add(
                    peer.getValue().isNull()
                        ? peer.getKey()
                        : peer.getKey() + " " + peer.getValue().asText()));
    return text.toString();
  }
}
