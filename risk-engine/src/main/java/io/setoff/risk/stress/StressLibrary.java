package io.setoff.risk.stress;

import io.setoff.risk.input.Require;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Fingerprint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stress scenarios in a fixed order.
 *
 * @param id of the library
 * @param version goes up with every change of a value
 * @param scenarios at least one
 */
public record StressLibrary(String id, int version, List<StressScenario> scenarios) {
  private static final String STANDARD = "standard.csv";

  public StressLibrary {
    scenarios = List.copyOf(scenarios);
  }

  /** The library that comes with the engine. */
  public static StressLibrary standard() {
    InputStream resource = StressLibrary.class.getResourceAsStream(STANDARD);
    if (resource == null) {
      throw new IllegalStateException("the engine is packed without " + STANDARD);
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return StressCsv.parse(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scenarios in which markets move and nothing else happens, as moves of {@code market}. */
  public List<MarketMove> moves(MarketSnapshot market) {
    return scenarios.stream()
        .filter(scenario -> scenario.event() instanceof StressEvent.None)
        .map(scenario -> scenario.move(market))
        .toList();
  }

  /** Throws when a number cannot be used; {@code field} is the path of this library. */
  public void check(String field) {
    Require.that(!scenarios.isEmpty(), field + ".scenarios", "must have at least one scenario");
    scenarios.forEach(scenario -> scenario.check(field + "[" + scenario.id() + "]"));
  }

  /** SHA-256 over all values and sources, hex. */
  public String hash() {
    Fingerprint fingerprint = Fingerprint.of("stress-library").add(id).add(version);
    fingerprint.add(scenarios.size());
    scenarios.forEach(scenario -> scenario.addTo(fingerprint));
    return fingerprint.hex();
  }
}
