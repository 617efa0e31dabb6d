package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WhatIfTest {
  private static final PortfolioMargin ENGINE = Fixtures.engine();
  private static final PortfolioMargin OTHER = Fixtures.engine();
  private static final NettingRules RULES = NettingRules.recognising("half", 0.5);

  @Provide
  Arbitrary<List<Holding>> books() {
    return Books.any();
  }

  /** The changed book is the same, to the bit, as one that was never another. */
  @Property(tries = 100)
  void itIsAFreshBookWithTheChanges(@ForAll("books") List<Holding> holdings) {
    LiveBook live = ENGINE.open(book(holdings, RULES));
    Holding first = holdings.getFirst();
    Holding last = holdings.getLast();
    Holding added = holding("added", 2, call(SOL, 160), -30);
    List<Holding> changed = new ArrayList<>(holdings);
    List<Change> changes = new ArrayList<>();
    changed.removeFirst();
    changes.add(new Change.Remove(first.id()));
    if (holdings.size() > 1) {
      changed.set(changed.size() - 1, last.withQuantity(2 * last.quantity()));
      changes.add(new Change.Resize(last.id(), 2 * last.quantity()));
    }
    changed.add(added);
    changes.add(new Change.Add(added));
    WhatIf whatIf = live.whatIf(changes);
    LiveBook fresh = OTHER.open(book(changed, RULES));
    assertThat(whatIf.before()).isEqualTo(live.totals());
    assertThat(whatIf.after()).isEqualTo(fresh.totals());
    assertThat(whatIf.incremental())
        .isEqualTo(fresh.totals().all().total() - live.totals().all().total());
    assertThat(whatIf.book().whatIf(List.of()).after()).isEqualTo(whatIf.after());
  }

  @Example
  void aHedgeLowersAndAnUnrelatedPositionRaises() {
    LiveBook live = ENGINE.open(book(List.of(holding("a", 1, perpetual(ETH), 10)), RULES));
    assertThat(
            live.whatIf(List.of(new Change.Add(holding("b", 1, perpetual(ETH), -4)))).incremental())
        .isNegative();
    assertThat(
            live.whatIf(List.of(new Change.Add(holding("b", 1, perpetual(SOL), 40)))).incremental())
        .isPositive();
    assertThat(live.whatIf(List.of(new Change.Remove("a"))).after().all().total()).isZero();
  }

  @Example
  void aChangeThatCannotBeMadeIsNamed() {
    LiveBook live = ENGINE.open(book(List.of(holding("a", 1, perpetual(ETH), 10)), RULES));
    assertThatThrownBy(() -> live.whatIf(List.of(new Change.Remove("x"))))
        .hasMessage("changes[0].holding_id must be of a holding, is x");
    assertThatThrownBy(() -> live.whatIf(List.of(new Change.Resize("x", 1))))
        .hasMessage("changes[0].holding_id must be of a holding, is x");
    assertThatThrownBy(() -> live.whatIf(List.of(new Change.Resize("a", Double.NaN))))
        .hasMessageStartingWith("changes[0].quantity must be a number");
    assertThatThrownBy(
            () -> live.whatIf(List.of(new Change.Add(holding("a", 0, perpetual(ETH), 1)))))
        .hasMessage("changes[0].holding.id must be new, is a");
  }
}
