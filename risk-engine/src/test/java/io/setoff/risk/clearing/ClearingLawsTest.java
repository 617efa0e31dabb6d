package io.setoff.risk.clearing;

import static io.setoff.risk.clearing.Networks.clear;
import static io.setoff.risk.clearing.Networks.remaining;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClearingLawsTest {
  private static final NettingMode EXISTING = new NettingMode.ExistingEdges();

  @Provide
  Arbitrary<List<Obligation>> obligations() {
    return Networks.any(8, 40, 1_000_000);
  }

  @Provide
  Arbitrary<NettingMode> modes() {
    return Arbitraries.of(
        new NettingMode.Bilateral(),
        EXISTING,
        new NettingMode.NovationPairwise(),
        new NettingMode.NovationCentral("ccp"));
  }

  @Provide
  Arbitrary<List<PartyCash>> cash() {
    return Arbitraries.integers()
        .between(0, 7)
        .flatMap(
            party ->
                Arbitraries.longs()
                    .between(1, 1_000_000)
                    .map(amount -> Networks.cash(Networks.party(party), amount)))
        .list()
        .ofMaxSize(4);
  }

  @Property
  void netPositionsAreUnchangedToTheUnit(
      @ForAll("obligations") List<Obligation> obligations, @ForAll("modes") NettingMode mode) {
    SortedMap<String, BigInteger> before = new TreeMap<>();
    obligations.forEach(
        o -> {
          before.merge(o.creditor(), o.amount(), BigInteger::add);
          before.merge(o.debtor(), o.amount().negate(), BigInteger::add);
        });
    remaining(clear(obligations, mode))
        .forEach(
            (pair, amount) -> {
              before.merge(pair.creditor(), amount.negate(), BigInteger::add);
              before.merge(pair.debtor(), amount, BigInteger::add);
            });
    assertThat(before.values()).allMatch(rest -> rest.signum() == 0);
  }

  @Property
  void withoutNovationNoObligationGrowsAndNoneIsNew(
      @ForAll("obligations") List<Obligation> obligations, @ForAll("cash") List<PartyCash> cash) {
    for (ClearedPair pair : clear(obligations, cash, EXISTING).pairs()) {
      assertThat(pair.after()).isBetween(BigInteger.ZERO, pair.before());
    }
  }

  @Property
  void cashMovesNoMoreThanThereIsAndClearsNoLess(
      @ForAll("obligations") List<Obligation> obligations, @ForAll("cash") List<PartyCash> cash) {
    CurrencyClearing with = clear(obligations, cash, EXISTING);
    assertThat(with.totalAfter()).isLessThanOrEqualTo(clear(obligations, EXISTING).totalAfter());
    for (PartyBalance position : with.positions()) {
      BigInteger available =
          cash.stream()
              .filter(c -> c.party().equals(position.party()))
              .map(PartyCash::amount)
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(position.cashPaid()).isBetween(BigInteger.ZERO, available);
    }
    assertThat(sum(with, true)).isEqualTo(sum(with, false));
  }

  private static BigInteger sum(CurrencyClearing clearing, boolean paid) {
    return clearing.positions().stream()
        .map(p -> paid ? p.cashPaid() : p.cashReceived())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Property
  void theOrderOfTheInputDoesNotMatter(
      @ForAll("obligations") List<Obligation> obligations,
      @ForAll("cash") List<PartyCash> cash,
      @ForAll long seed) {
    List<Obligation> shuffled = new ArrayList<>(obligations);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Clearing.clear(shuffled, cash.reversed(), EXISTING))
        .isEqualTo(Clearing.clear(obligations, cash, EXISTING));
  }

  @Property
  void splittingAnObligationDoesNotMatter(
      @ForAll("obligations") List<Obligation> obligations, @ForAll("modes") NettingMode mode) {
    List<Obligation> split = new ArrayList<>();
    for (Obligation o : obligations) {
      BigInteger part = o.amount().shiftRight(1);
      if (part.signum() > 0) {
        split.add(new Obligation(o.currency(), o.debtor(), o.creditor(), part));
      }
      split.add(new Obligation(o.currency(), o.debtor(), o.creditor(), o.amount().subtract(part)));
    }
    assertThat(Clearing.clear(split, List.of(), mode))
        .isEqualTo(Clearing.clear(obligations, List.of(), mode));
  }

  @Property
  void allAmountsTimesAFactorGiveAllAnswersTimesIt(
      @ForAll("obligations") List<Obligation> obligations, @ForAll("modes") NettingMode mode) {
    BigInteger factor = BigInteger.TEN.pow(18);
    List<Obligation> scaled =
        obligations.stream()
            .map(
                o ->
                    new Obligation(
                        o.currency(), o.debtor(), o.creditor(), o.amount().multiply(factor)))
            .toList();
    SortedMap<Pair, BigInteger> expected = remaining(clear(obligations, mode));
    expected.replaceAll((pair, amount) -> amount.multiply(factor));
    assertThat(remaining(clear(scaled, mode))).isEqualTo(expected);
  }

  @Property
  void nettingAgainChangesNothing(@ForAll("obligations") List<Obligation> obligations) {
    SortedMap<Pair, BigInteger> once = remaining(clear(obligations, EXISTING));
    List<Obligation> left = new ArrayList<>();
    once.forEach(
        (pair, amount) ->
            left.add(new Obligation(Networks.CURRENCY, pair.debtor(), pair.creditor(), amount)));
    if (!left.isEmpty()) {
      assertThat(remaining(clear(left, EXISTING))).isEqualTo(once);
    }
  }

  @Property
  void noModeBeatsPairwiseNovationAndBilateralBeatsNone(
      @ForAll("obligations") List<Obligation> obligations) {
    CurrencyClearing least = clear(obligations, new NettingMode.NovationPairwise());
    CurrencyClearing existing = clear(obligations, EXISTING);
    CurrencyClearing bilateral = clear(obligations, new NettingMode.Bilateral());
    assertThat(least.totalAfter()).isLessThanOrEqualTo(existing.totalAfter());
    assertThat(existing.totalAfter()).isLessThanOrEqualTo(bilateral.totalAfter());
    assertThat(bilateral.totalAfter()).isLessThanOrEqualTo(bilateral.totalBefore());
    BigInteger netCredit =
        existing.positions().stream()
            .map(p -> p.netBefore().max(BigInteger.ZERO))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(least.totalAfter()).isEqualTo(netCredit);
    assertThat(remaining(least).size()).isLessThan(least.positions().size());
  }
}
