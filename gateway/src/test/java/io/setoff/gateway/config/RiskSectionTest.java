package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskSectionTest {
  private static final String POOL = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
  private static final String CHAINS =
      """
      chains: [{ id: eip155:1, rpc: ["http://localhost:1"] }]
      protocols: [{ family: aave-v3, chain: eip155:1, name: core, pool: "%s", configurator: "%s" }]
      """
          .formatted(POOL, POOL);
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  private static final String WALLET = "eip155:1/wallet:main";
  private static final String AAVE = "eip155:1/aave-v3:core";

  @TempDir private Path folder = Path.of("");

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RiskConfig risk(String section) throws ConfigException {
    return ConfigLoader.load(write("setoff.yaml", CHAINS + section), new EvmNamespace()).risk();
  }

  /** The problems of a section, as {@code path: rule}. */
  private List<String> problems(String section) {
    try {
      risk(section);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(p -> p.path() + ": " + p.rule()).toList();
    }
  }

  @Test
  void withoutTheSectionNothingIsRecognisedAndNoMarketIsKnown() throws ConfigException {
    RiskConfig config = risk("");
    assertThat(config.netting()).isEqualTo(NettingRules.standAlone());
    assertThat(config.markets()).isEmpty();
    assertThat(config.market(ETH).dailyVolume()).isEmpty();
    assertThat(config.histories().histories()).isEmpty();
    assertThat(config.parameters().scenarios().id()).isEqualTo("derive-pmrm2");
    assertThat(config.workers().threads()).isPositive();
  }

  @Test
  void aWholeSectionIsRead() throws ConfigException {
    write("closes.csv", "date,underlying,close\n2026-01-01,crypto:ETH,3000\n");
    RiskConfig config =
        risk(
            """
            risk:
              id: desk
              version: 3
              model: paradex
              history: closes.csv
              workers: { threads: 3, queue: 5, patience: 7s }
              underlyings:
                - underlying: "crypto:ETH"
                  source: somebody
                  daily_volatility: 0.03
                  daily_volume: 1000
                  half_spread: 0.001
                  volatility: 0.6
                  rate: 0.02
                  peg: 1
                  spot_moves: [-0.05, 0.01]
                  stress_as: "crypto:BTC"
              correlations: [{ between: ["crypto:ETH", "crypto:BTC"], correlation: 0.8 }]
              venues: { "eip155:1/wallet:main": { basis_rate: 0.01, withdrawal_delay: 5m } }
              netting:
                id: ours
                version: 2
                default_recognition: 0.1
                maximum_age: 30m
                default_floor: 0.4
                sets: [{ id: s, venues: ["eip155:1/aave-v3:core"] }]
                recognitions: [{ between: ["eip155:1/wallet:main", "eip155:1/aave-v3:core"], theta: 0.5 }]
                floors: { "eip155:1/wallet:main": 0.3 }
              simulation: { id: fast, monte_carlo: { paths: 2000 }, history: { window: 300, minimum: 100 }, horizon_days: 2 }
              offset: { shrinkage: 0.5 }
              closing: { participation: 0.2 }
              oracle: { peg_factor: 5 }
              fallbacks: { half_spread: 0.02 }
            """);
    assertThat(config.parameters().name()).isEqualTo("desk/3");
    assertThat(config.parameters().scenarios().id()).isEqualTo("paradex");
    assertThat(config.workers()).isEqualTo(new RiskConfig.Workers(3, 5, Duration.ofSeconds(7)));
    assertThat(config.market(ETH).dailyVolume()).hasValue(1000);
    assertThat(config.market(ETH).stressAs()).contains(new UnderlyingId("crypto:BTC"));
    assertThat(config.parameters().oracle().pegs()).containsEntry(ETH, 1.0);
    assertThat(config.parameters().scenariosOf(ETH).scenarios())
        .extracting(scenario -> scenario.id() + " " + scenario.shock().spotFactor())
        .containsExactly("spot-5% 0.95", "spot+1% 1.01");
    assertThat(config.correlations().of(new UnderlyingId("crypto:BTC"), ETH)).hasValue(0.8);
    assertThat(config.parameters().venues())
        .containsEntry(WALLET, new VenueTerms(0.01, Duration.ofMinutes(5)));
    assertThat(config.netting().name()).isEqualTo("ours/2");
    assertThat(config.netting().theta(new AccountKey(WALLET, "a"), new AccountKey(AAVE, "b")))
        .isEqualTo(0.5);
    assertThat(config.netting().floor(WALLET)).isEqualTo(0.3);
    assertThat(config.simulation().monteCarlo().paths()).isEqualTo(2000);
    assertThat(config.simulation().horizonDays()).isEqualTo(2);
    assertThat(config.parameters().offset().shrinkage()).isEqualTo(0.5);
    assertThat(config.parameters().closing().participation()).isEqualTo(0.2);
    assertThat(config.parameters().oracle().pegFactor()).isEqualTo(5);
    assertThat(config.parameters().fallbacks().halfSpread()).isEqualTo(0.02);
    assertThat(config.histories().of(ETH)).isPresent();
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(
            problems(
                """
                risk:
                  model: nobody
                  underlyings: [{ underlying: "crypto:ETH", daily_volatility: high }]
                  correlations: [{ between: ["crypto:ETH", "crypto:ETH"], correlation: 1 }]
                  venues: { "eip155:1/aave-v3:cor": { basis_rate: 0.01, withdrawal_delay: 5m } }
                  netting:
                    sets: [{ id: s, venues: ["eip155:1/wallet:main"] }]
                    recognitions: [{ between: [s, "eip155:1/aave-v3:core"], theta: 1 }]
                """))
        .containsExactlyInAnyOrder(
            "risk.model: is none of [deribit-like, derive-pmrm2, paradex]: \"nobody\"",
            "risk.underlyings[0]: needs the key \"source\"",
            "risk.underlyings[0].daily_volatility: expects a decimal number, not \"high\"",
            "risk.correlations[0].between: must name two different ones",
            "risk.venues[eip155:1/aave-v3:cor]: \"eip155:1/aave-v3:cor\" is no venue of these"
                + " chains",
            "risk.netting.recognitions[0].between: must name two sets or two venues");
  }

  @Test
  void allThatADescriptionRefusesIsToldWithItsLine() throws ConfigException {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                risk(
                    """
                    risk:
                      correlations:
                        - { between: ["crypto:ETH", "crypto:BTC"], rho: 1 }
                      venues:
                        "eip155:1/wallet:main": { basis_rate: low }
                      netting:
                        sets:
                          - { id: s, venues: ["eip155:1/wallet:mine"] }
                        maximum_age: soon
                        theta: 1
                      offset:
                        shrinkage: much
                      simulation:
                        paths: 10
                    """));
    assertThat(refused.problems())
        .extracting(problem -> problem.line() + " " + problem.path() + ": " + problem.rule())
        .containsExactlyInAnyOrder(
            "5 risk.correlations[0].rho: is not known; known are between, correlation",
            "5 risk.correlations[0].correlation: must be given",
            "7 risk.venues[eip155:1/wallet:main].basis_rate: must be a number",
            "7 risk.venues[eip155:1/wallet:main].withdrawal_delay: must be given",
            "11 risk.netting.maximum_age: must be a duration as 15m or PT15M, is \"soon\"",
            "12 risk.netting.theta: is not known; known are id, version, sets, recognitions,"
                + " default_recognition, maximum_age, floors, default_floor",
            "14 risk.offset.shrinkage: must be a number",
            "16 risk.simulation.paths: is not known; known are id, version, history, filter,"
                + " volatilities, unknown, monte_carlo, horizon_days, largest_move,"
                + " var_confidence, shortfall_confidence");
  }

  @Test
  void whatTheEngineWouldRefuseAtEveryCallIsRefusedAtTheStart() {
    assertThat(problems("risk: { netting: { default_recognition: 2 } }\n"))
        .containsExactly("risk.netting.default_recognition: must be between 0.0 and 1.0, is 2.0");
    assertThat(problems("risk: { closing: { participation: 0 } }\n"))
        .containsExactly("risk.closing.participation: must be greater than 0, is 0.0");
    assertThat(problems("risk: { simulation: { monte_carlo: { paths: 10 } } }\n"))
        .singleElement()
        .asString()
        .startsWith("risk.simulation.monte_carlo.paths: must be between");
    assertThat(
            problems(
                "risk: { underlyings: [{ underlying: \"crypto:ETH\", source: s, half_spread: 2 }]"
                    + " }\n"))
        .containsExactly(
            "risk.underlyings[crypto:ETH].half_spread: must be between 0.0 and 1.0, is 2.0");
  }

  @Test
  void aHistoryThatCannotBeReadIsNamedWithItsLine() {
    assertThat(problems("risk: { history: nothing.csv }\n"))
        .singleElement()
        .asString()
        .startsWith("risk.history: cannot be read");
    write("bad.csv", "date,underlying,close\n2026-01-01,crypto:ETH,cheap\n");
    assertThat(problems("risk: { history: bad.csv }\n"))
        .singleElement()
        .asString()
        .contains("bad.csv: line 2, column 3 (close)");
  }
}
