package io.setoff.risk.clearing;

import static io.setoff.risk.clearing.Networks.cash;
import static io.setoff.risk.clearing.Networks.clear;
import static io.setoff.risk.clearing.Networks.owes;
import static io.setoff.risk.clearing.Networks.remaining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.input.InvalidRiskInputException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClearingTest {
  private static final NettingMode BILATERAL = new NettingMode.Bilateral();
  private static final NettingMode EXISTING = new NettingMode.ExistingEdges();
  private static final NettingMode PAIRWISE = new NettingMode.NovationPairwise();
  private static final NettingMode CENTRAL = new NettingMode.NovationCentral("ccp");

  /** A owes B 50, B owes C 40, C owes A 30, and C owes B 5: net A -20, B +15, C +5. */
  private static final List<Obligation> TRIANGLE =
      List.of(owes("A", "B", 50), owes("B", "C", 40), owes("C", "A", 30), owes("C", "B", 5));

  @Test
  void bilateralLeavesTheDifferenceOfOppositeObligations() {
    assertThat(remaining(clear(TRIANGLE, BILATERAL)))
        .isEqualTo(amounts("A", "B", 50, "B", "C", 35, "C", "A", 30));
  }

  @Test
  void existingEdgesRemovesTheLargestCirculation() {
    // 30 around A-B-C and 5 around B-C: 3 * 30 + 2 * 5 = 100 of 125 cleared.
    CurrencyClearing clearing = clear(TRIANGLE, EXISTING);
    assertThat(remaining(clearing)).isEqualTo(amounts("A", "B", 20, "B", "C", 5));
    assertThat(clearing.totalBefore()).isEqualTo(125);
    assertThat(clearing.totalAfter()).isEqualTo(25);
    assertThat(clearing.savingRatio()).isEqualByComparingTo("0.8");
  }

  @Test
  void greedyRemovalOfTheFirstCycleWouldBeWorse() {
    // Removing A-B-A first (10) would leave B-C, C-D, D-A and clear 20; the long cycle clears 40.
    List<Obligation> obligations =
        List.of(
            owes("A", "B", 10),
            owes("B", "A", 10),
            owes("B", "C", 10),
            owes("C", "D", 10),
            owes("D", "A", 10));
    assertThat(remaining(clear(obligations, EXISTING))).isEqualTo(amounts("B", "A", 10));
  }

  @Test
  void ofTwoOptimaTheFirstPairIsClearedMost() {
    // A owes B and C 10 each, both owe D 10, D owes A only 10: either way clears 30.
    List<Obligation> obligations =
        List.of(
            owes("A", "B", 10),
            owes("A", "C", 10),
            owes("B", "D", 10),
            owes("C", "D", 10),
            owes("D", "A", 10));
    assertThat(remaining(clear(obligations, EXISTING)))
        .isEqualTo(amounts("A", "C", 10, "C", "D", 10));
  }

  @Test
  void pairwiseNovationPaysTheNetPositions() {
    assertThat(remaining(clear(TRIANGLE, PAIRWISE))).isEqualTo(amounts("A", "B", 15, "A", "C", 5));
  }

  @Test
  void centralNovationPutsTheCounterpartyBetween() {
    CurrencyClearing clearing = clear(TRIANGLE, CENTRAL);
    assertThat(remaining(clearing))
        .isEqualTo(amounts("A", "ccp", 20, "ccp", "B", 15, "ccp", "C", 5));
    assertThat(clearing.positions())
        .contains(
            new PartyBalance(
                "ccp", BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
  }

  @Test
  void centralNovationOfAChainSavesNothingAndSaysSo() {
    assertThat(clear(List.of(owes("A", "B", 10)), CENTRAL).savingRatio())
        .isEqualByComparingTo("-1");
  }

  @Test
  void cashClearsAChainAndEndsWhereTheDebtsEnd() {
    // A pays 10 of its 12 to B, B passes them to C: two debts cleared, 10 moved.
    CurrencyClearing clearing =
        clear(List.of(owes("A", "B", 10), owes("B", "C", 25)), List.of(cash("A", 12)), EXISTING);
    assertThat(remaining(clearing)).isEqualTo(amounts("B", "C", 15));
    assertThat(clearing.positions())
        .containsExactly(
            position("A", -10, 0, 10, 0),
            position("B", -15, -15, 0, 0),
            position("C", 25, 15, 0, 10));
  }

  @Test
  void cashIsNotMovedWhenACycleDoesWithoutIt() {
    CurrencyClearing clearing =
        clear(List.of(owes("A", "B", 10), owes("B", "A", 10)), List.of(cash("A", 10)), EXISTING);
    assertThat(remaining(clearing)).isEmpty();
    assertThat(clearing.positions())
        .containsExactly(position("A", 0, 0, 0, 0), position("B", 0, 0, 0, 0));
  }

  @Test
  void currenciesNeverMeet() {
    List<Obligation> obligations =
        List.of(owes("A", "B", 10), new Obligation("EURC", "B", "A", BigInteger.TEN));
    ClearingResult result = Clearing.clear(obligations, List.of(), EXISTING);
    assertThat(result.currencies())
        .extracting(CurrencyClearing::currency)
        .containsExactly("EURC", "USDC");
    assertThat(result.currencies()).allMatch(c -> c.totalAfter().equals(BigInteger.TEN));
  }

  @Test
  void amountsBeyondMachineWordsAreExact() {
    BigInteger huge = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);
    List<Obligation> obligations =
        List.of(
            new Obligation("wei", "A", "B", huge),
            new Obligation("wei", "B", "A", huge.subtract(BigInteger.ONE)));
    assertThat(remaining(clear(obligations, EXISTING))).isEqualTo(amounts("A", "B", 1));
  }

  @Test
  void theStampTellsInputsAndModesApart() {
    String one = Clearing.clear(TRIANGLE, List.of(), EXISTING).stamp().inputHash();
    assertThat(Clearing.clear(TRIANGLE.reversed(), List.of(), EXISTING).stamp().inputHash())
        .isEqualTo(one);
    assertThat(Clearing.clear(TRIANGLE, List.of(cash("A", 1)), EXISTING).stamp().inputHash())
        .isNotEqualTo(one);
    assertThat(Clearing.clear(TRIANGLE, List.of(), CENTRAL).stamp().parameterHash())
        .isNotEqualTo(Clearing.clear(TRIANGLE, List.of(), EXISTING).stamp().parameterHash());
  }

  @Test
  void refusesWhatNoOneCanOwe() {
    assertThat(Clearing.clear(List.of(), List.of(), EXISTING).currencies()).isEmpty();
    refuses(
        List.of(owes("A", "A", 1)),
        List.of(),
        EXISTING,
        "obligations[0].creditor",
        "must not be the debtor, is A");
    refuses(
        List.of(owes("A", "B", 1), owes("A", "B", 0)),
        List.of(),
        EXISTING,
        "obligations[1].amount",
        "must be greater than 0, is 0");
    refuses(
        List.of(new Obligation("x", "A", "B", BigInteger.TWO.pow(256))),
        List.of(),
        EXISTING,
        "obligations[0].amount",
        "must have at most 256 bits");
    refuses(
        TRIANGLE,
        List.of(cash("A", 1)),
        PAIRWISE,
        "cash",
        "is used by mode existing-edges only, mode is novation-pairwise");
    refuses(
        TRIANGLE,
        List.of(new PartyCash("EURC", "A", BigInteger.ONE)),
        EXISTING,
        "cash[0].currency",
        "must be a currency of the obligations, is EURC");
    refuses(
        TRIANGLE,
        List.of(),
        new NettingMode.NovationCentral("A"),
        "counterparty",
        "must not be a party of the obligations, is A");
  }

  private static void refuses(
      List<Obligation> obligations,
      List<PartyCash> cash,
      NettingMode mode,
      String field,
      String rule) {
    assertThatThrownBy(() -> Clearing.clear(obligations, cash, mode))
        .isInstanceOfSatisfying(
            InvalidRiskInputException.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.rule()).isEqualTo(rule);
            });
  }

  private static PartyBalance position(
      String party, long before, long after, long paid, long received) {
    return new PartyBalance(
        party,
        BigInteger.valueOf(before),
        BigInteger.valueOf(after),
        BigInteger.valueOf(paid),
        BigInteger.valueOf(received));
  }

  private static Map<Pair, BigInteger> amounts(Object... parts) {
    Map<Pair, BigInteger> amounts = new java.util.TreeMap<>();
    for (int i = 0; i < parts.length; i += 3) {
      amounts.put(
          new Pair((String) parts[i], (String) parts[i + 1]),
          BigInteger.valueOf((Integer) parts[i + 2]));
    }
    return amounts;
  }
}
