package io.setoff.risk.margin.portfolio.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.Fixtures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;

class NettingRulesTest {
  private static final AccountKey A1 = new AccountKey("a", "1");
  private static final AccountKey A2 = new AccountKey("a", "2");
  private static final AccountKey B1 = new AccountKey("b", "1");
  private static final AccountKey C1 = new AccountKey("c", "1");

  private static NettingSet set(String id, Set<String> venues, Set<AccountKey> accounts) {
    return new NettingSet(id, new TreeSet<>(venues), new TreeSet<>(accounts));
  }

  private static NettingRules rules(List<NettingSet> sets, List<Recognition> pairs) {
    return new NettingRules(
        "test", 3, sets, pairs, 0.1, Duration.ofHours(1), new TreeMap<>(Map.of("b", 0.7)), 0.5);
  }

  @Example
  void anAccountComesBeforeItsVenueAndStandsAloneOtherwise() {
    NettingRules rules =
        rules(
            List.of(set("x", Set.of("a", "b"), Set.of()), set("y", Set.of(), Set.of(A2))),
            List.of());
    assertThat(rules.setOf(A1)).isEqualTo("x");
    assertThat(rules.setOf(A2)).isEqualTo("y");
    assertThat(rules.setOf(B1)).isEqualTo("x");
    assertThat(rules.setOf(C1)).isEqualTo("c#1");
    assertThat(rules.theta(A1, B1)).isEqualTo(1);
    assertThat(rules.theta(A1, A2)).isEqualTo(0.1);
    assertThat(rules.floor("b")).isEqualTo(0.7);
    assertThat(rules.floor("a")).isEqualTo(0.5);
    assertThat(rules.name()).isEqualTo("test/3");
  }

  @Example
  void aPairOfSetsComesBeforeAPairOfVenues() {
    NettingRules rules =
        rules(
            List.of(set("x", Set.of(), Set.of(A1))),
            List.of(new Recognition("a", "c", 0.3), new Recognition("c#1", "x", 0.6)));
    assertThat(rules.theta(A1, C1)).isEqualTo(0.6);
    assertThat(rules.theta(C1, A1)).isEqualTo(0.6);
    assertThat(rules.theta(A2, C1)).isEqualTo(0.3);
  }

  @Example
  void anAccountIsInOneSet() {
    NettingRules twice =
        rules(List.of(set("x", Set.of("a"), Set.of()), set("y", Set.of("a"), Set.of())), List.of());
    assertThatThrownBy(() -> twice.check("rules"))
        .hasMessage("rules.sets[1].venues must be in one set, is a");
    NettingRules same =
        rules(List.of(set("x", Set.of("a"), Set.of()), set("x", Set.of("b"), Set.of())), List.of());
    assertThatThrownBy(() -> same.check("rules"))
        .hasMessage("rules.sets[1].id must be of one set, is x");
  }

  @Example
  void everyValueIsInTheHash() {
    NettingRules rules = rules(List.of(set("x", Set.of("a"), Set.of())), List.of());
    assertThat(rules.hash()).isEqualTo(rules(rules.sets(), List.of()).hash());
    assertThat(rules.hash()).hasSize(64).isNotEqualTo(rules(List.of(), List.of()).hash());
    PortfolioParameters parameters = Fixtures.parameters();
    assertThat(parameters.hash()).isEqualTo(Fixtures.parameters().hash());
    assertThat(parameters.hash()).isNotEqualTo(Fixtures.parameters(Fixtures.grid(1.1)).hash());
    assertThat(parameters.hash())
        .isNotEqualTo(Fixtures.pegged(new UnderlyingId("crypto:USDC")).hash());
  }

  @Example
  void correlationsAreOfTwoUnderlyingsInAnyOrder() {
    Correlations known =
        Correlations.UNKNOWN
            .with(Fixtures.SOL, Fixtures.ETH, 0.6)
            .with(Fixtures.BTC, Fixtures.ETH, 0.8);
    known.check("correlations");
    assertThat(known.of(Fixtures.ETH, Fixtures.SOL)).hasValue(0.6);
    assertThat(known.of(Fixtures.ETH, Fixtures.BTC)).hasValue(0.8);
    assertThat(known.of(Fixtures.BTC, Fixtures.SOL)).isEmpty();
    assertThat(known.of(Fixtures.SOL, Fixtures.SOL)).hasValue(1);
    Correlations impossible = known.with(Fixtures.BTC, Fixtures.SOL, 1.1);
    assertThatThrownBy(() -> impossible.check("correlations"))
        .hasMessageStartingWith("correlations[crypto:BTC][crypto:SOL] must be between");
    Correlations wrongWayRound =
        new Correlations(
            "test",
            new TreeMap<>(
                Map.of(
                    Fixtures.ETH,
                    new TreeMap<>(Map.of(Fixtures.BTC, 0.5)),
                    Fixtures.SOL,
                    Collections.emptySortedMap())));
    assertThatThrownBy(() -> wrongWayRound.check("c"))
        .hasMessage("c[crypto:ETH][crypto:BTC] must name the lesser id first");
  }
}
