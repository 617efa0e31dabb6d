package io.setoff.risk.clearing;

import static io.setoff.risk.clearing.Networks.clear;
import static io.setoff.risk.clearing.Networks.remaining;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

class ExistingEdgesOptimumTest {
  private static final NettingMode EXISTING = new NettingMode.ExistingEdges();

  @Provide
  Arbitrary<List<Obligation>> few() {
    return Networks.any(4, 7, 2);
  }

  @Provide
  Arbitrary<List<PartyCash>> cash() {
    return Arbitraries.integers()
        .between(0, 3)
        .map(party -> Networks.cash(Networks.party(party), 1))
        .list()
        .ofMaxSize(2);
  }

  @Property(tries = 400)
  void isTheBestOfAllWays(
      @ForAll("few") List<Obligation> obligations, @ForAll("cash") List<PartyCash> cash) {
    CurrencyObligations book = new CurrencyObligations();
    obligations.forEach(book::add);
    cash.forEach(book::add);
    assertThat(remaining(clear(obligations, cash, EXISTING))).isEqualTo(BruteForce.remaining(book));
  }

  @Property(tries = 60)
  void isTheOptimumOfTheLinearProgram(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 30) int parties,
      @ForAll @IntRange(min = 1, max = 150) int debts) {
    List<Obligation> obligations = Networks.random(seed, parties, debts, 20);
    assertThat(clear(obligations, EXISTING).totalAfter())
        .isEqualTo(linearProgram(Networks.debts(obligations)));
  }

  /** Least sum of x with 0 <= x <= debt and every net position kept. Its vertices are integers. */
  private static BigInteger linearProgram(SortedMap<Pair, BigInteger> debts) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    SortedMap<String, Expression> positions = new TreeMap<>();
    CurrencyObligations.net(debts)
        .forEach((party, net) -> positions.put(party, model.newExpression(party).level(net)));
    debts.forEach(
        (pair, debt) -> {
          Variable left =
              model.newVariable(pair.toString()).lower(0).upper(debt).weight(BigDecimal.ONE);
          positions.forEach(
              (party, position) -> {
                if (party.equals(pair.creditor())) {
                  position.set(left, 1);
                } else if (party.equals(pair.debtor())) {
                  position.set(left, -1);
                }
              });
        });
    Optimisation.Result result = model.minimise();
    assertThat(result.getState().isOptimal()).isTrue();
    return BigInteger.valueOf(Math.round(result.getValue()));
  }

  @Example
  void leavesNoCycleThatGainsAndNoOptimumThatComesFirst() {
    for (long seed = 1; seed <= 12; seed++) {
      List<Obligation> obligations = Networks.random(seed, 200, 2_000, 100);
      Residual residual = new Residual(obligations, clear(obligations, EXISTING));
      assertThat(residual.isOptimal()).isTrue();
      assertThat(residual.isFirstOfTheOptima()).isTrue();
    }
  }

  /** Equal amounts: most pivots are degenerate and most optima tie. */
  @Example
  void endsOnNetworksOfEqualDebts() {
    for (long seed = 1; seed <= 12; seed++) {
      List<Obligation> obligations = Networks.random(seed, 100, 1_000, 0);
      Residual residual = new Residual(obligations, clear(obligations, EXISTING));
      assertThat(residual.isOptimal()).isTrue();
      assertThat(residual.isFirstOfTheOptima()).isTrue();
    }
  }

  @Example
  void aWorseClearingIsRecognisedAsSuch() {
    List<Obligation> obligations = Networks.random(1, 200, 2_000, 100);
    assertThat(
            new Residual(obligations, clear(obligations, new NettingMode.Bilateral())).isOptimal())
        .isFalse();
  }
}
