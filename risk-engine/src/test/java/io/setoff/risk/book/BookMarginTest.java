package io.setoff.risk.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.pricing.RandomMarkets;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioMatrix;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BookMarginTest {
  private static final int INSTRUMENTS = 30;
  private static final ScenarioSet SCENARIOS =
      new ScenarioSet(
          "test",
          List.of(
              new Scenario("down", Shock.spot(0.8), 1),
              new Scenario("up", Shock.spot(1.2), 1),
              new Scenario("far down", Shock.spot(0.3), 0.25)));
  private static final ScenarioRule WORST_LOSS = ScenarioRule.worstLoss(SCENARIOS);

  private record Row(int instrument, double quantity) {}

  private static ScenarioMatrix matrix(Random random) {
    RandomMarkets drawn = new RandomMarkets(random);
    MarketSnapshot market = drawn.market();
    List<MarketMove> moves = new ArrayList<>();
    for (Scenario scenario : SCENARIOS.scenarios()) {
      var shocks = new TreeMap<UnderlyingId, Shock>();
      market.underlyings().keySet().forEach(id -> shocks.put(id, scenario.shock()));
      moves.add(new MarketMove(scenario.id(), shocks));
    }
    return ScenarioMatrix.of(drawn.instruments(INSTRUMENTS), market, moves);
  }

  /** Rows of netting sets of accounts; some sets empty, some large enough for a tree. */
  private static List<List<List<Row>>> rows(Random random) {
    List<List<List<Row>>> accounts = new ArrayList<>();
    for (int account = random.nextInt(6); account >= 0; account--) {
      List<List<Row>> sets = new ArrayList<>();
      for (int set = random.nextInt(4); set > 0; set--) {
        sets.add(set(random, random.nextInt(4) == 0 ? random.nextInt(5000) : random.nextInt(80)));
      }
      accounts.add(sets);
    }
    return accounts;
  }

  private static List<Row> set(Random random, int size) {
    List<Row> set = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      set.add(new Row(random.nextInt(INSTRUMENTS), random.nextInt(2001) / 100.0 - 10));
    }
    return set;
  }

  private static PositionBook book(List<List<List<Row>>> accounts) {
    PositionBook.Builder builder = PositionBook.builder();
    for (List<List<Row>> account : accounts) {
      builder.account();
      for (List<Row> set : account) {
        builder.nettingSet();
        set.forEach(row -> builder.position(row.instrument(), row.quantity()));
      }
    }
    return builder.build();
  }

  private static BookMargin margin(PositionBook book, ScenarioMatrix matrix) {
    return BookMargin.of(book, matrix, WORST_LOSS, Runnable::run, 1);
  }

  private static double margin(List<Row> set, ScenarioMatrix matrix) {
    return margin(book(List.of(List.of(set))), matrix).requirement(0);
  }

  /** Sum of the absolute gains: what rounding errors are relative to. */
  private static double gross(List<Row> set, ScenarioMatrix matrix) {
    double gross = 0;
    for (Row row : set) {
      for (int move = 0; move < matrix.moves(); move++) {
        gross += Math.abs(row.quantity() * matrix.gain(row.instrument(), move));
      }
    }
    return gross;
  }

  @Property(tries = 100)
  void anAccountHoldsTheWorstLossOfEachNettingSet(@ForAll Random random) {
    ScenarioMatrix matrix = matrix(random);
    List<List<List<Row>>> accounts = rows(random);
    BookMargin margin = margin(book(accounts), matrix);
    for (int account = 0; account < accounts.size(); account++) {
      double expected = 0;
      double gross = 0;
      for (List<Row> set : accounts.get(account)) {
        double worst = 0;
        for (int move = 0; move < matrix.moves(); move++) {
          double gain = 0;
          for (Row row : set) {
            gain += row.quantity() * matrix.gain(row.instrument(), move);
          }
          worst = Math.max(worst, -SCENARIOS.scenarios().get(move).damping() * gain);
        }
        expected += worst;
        gross += gross(set, matrix);
      }
      assertThat(margin.requirement(account)).isCloseTo(expected, within(1e-12 * gross));
    }
  }

  @Property(tries = 30)
  void theNumberOfPartsAndThreadsChangesNoBit(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int parts) {
    ScenarioMatrix matrix = matrix(random);
    PositionBook book = book(rows(random));
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      assertSame(
          BookMargin.of(book, matrix, WORST_LOSS, threads, parts), margin(book, matrix), book);
    }
  }

  @Property(tries = 50)
  void followingChangesEndsAtTheBitsOfCalculatingAnew(@ForAll Random random) {
    ScenarioMatrix matrix = matrix(random);
    PositionBook book = book(rows(random));
    BookMargin margin = margin(book, matrix);
    for (int change = book.positions() == 0 ? 0 : random.nextInt(20); change > 0; change--) {
      int position = random.nextInt(book.positions());
      book.quantity(position, random.nextInt(5) == 0 ? 0 : random.nextDouble() * 10 - 5);
      assertThat(margin.update(position))
          .isEqualTo(margin.requirement(book.accountOf(position)))
          .isEqualTo(margin(book, matrix).requirement(book.accountOf(position)));
    }
    assertSame(margin, margin(book, matrix), book);
  }

  private static void assertSame(BookMargin margin, BookMargin other, PositionBook book) {
    for (int account = 0; account < book.accounts(); account++) {
      assertThat(margin.requirement(account)).isEqualTo(other.requirement(account));
    }
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(1, 20, 64, 65, 4096, 4097);
  }

  @Property(tries = 60)
  void theOrderOfPositionsDoesNotMatter(@ForAll Random random, @ForAll("sizes") int size) {
    ScenarioMatrix matrix = matrix(random);
    List<Row> set = set(random, size);
    List<Row> shuffled = new ArrayList<>(set);
    Collections.shuffle(shuffled, random);
    assertThat(margin(shuffled, matrix))
        .isCloseTo(margin(set, matrix), within(1e-12 * gross(set, matrix)));
  }

  @Property(tries = 60)
  void aSplitPositionIsTheSamePosition(@ForAll Random random, @ForAll("sizes") int size) {
    ScenarioMatrix matrix = matrix(random);
    List<Row> set = set(random, size);
    List<Row> split = new ArrayList<>();
    for (Row row : set) {
      double part = row.quantity() * random.nextDouble();
      split.add(new Row(row.instrument(), part));
      split.add(new Row(row.instrument(), row.quantity() - part));
    }
    assertThat(margin(split, matrix))
        .isCloseTo(margin(set, matrix), within(1e-12 * gross(set, matrix)));
  }

  /** To the bit, but for losses that are too small for all digits of a double. */
  @Property(tries = 60)
  void scalesWithSize(@ForAll Random random, @ForAll("sizes") int size) {
    ScenarioMatrix matrix = matrix(random);
    List<Row> set = set(random, size);
    List<Row> larger =
        set.stream().map(row -> new Row(row.instrument(), 8 * row.quantity())).toList();
    assertThat(margin(larger, matrix))
        .isCloseTo(8 * margin(set, matrix), within(1_000 * Double.MIN_NORMAL));
  }

  @Property(tries = 60)
  void oneNettingSetNeedsNoMoreThanTwo(@ForAll Random random) {
    ScenarioMatrix matrix = matrix(random);
    List<Row> one = set(random, 1 + random.nextInt(100));
    List<Row> other = set(random, 1 + random.nextInt(100));
    List<Row> both = new ArrayList<>(one);
    both.addAll(other);
    assertThat(margin(both, matrix))
        .isLessThanOrEqualTo(
            (margin(one, matrix) + margin(other, matrix)) * (1 + 1e-12)
                + 1e-12 * gross(both, matrix));
  }

  /** Long 2 and short 1 perpetual at 100: a fall of 20 % costs 20 net, and 40 and 20 apart. */
  @Example
  void offsetsWithinANettingSetOnly() {
    UnderlyingId eth = new UnderlyingId("crypto:ETH");
    ScenarioMatrix matrix =
        ScenarioMatrix.of(
            List.of(new Perpetual(eth)),
            RandomMarkets.ofSpot(eth, 100),
            SCENARIOS.scenarios().stream()
                .map(scenario -> MarketMove.of(scenario.id(), eth, scenario.shock()))
                .toList());
    PositionBook book =
        book(
            List.of(
                List.of(List.of(new Row(0, 2), new Row(0, -1))),
                List.of(List.of(new Row(0, 2)), List.of(new Row(0, -1))),
                List.of()));
    BookMargin margin = margin(book, matrix);
    assertThat(margin.requirement(0)).isCloseTo(20, within(1e-12));
    assertThat(margin.requirement(1)).isCloseTo(60, within(1e-12));
    assertThat(margin.requirement(2)).isZero();
    assertThat(book.accountOf(0)).isZero();
    assertThat(book.accountOf(3)).isEqualTo(1);
  }

  @Example
  void refusesWhatItCannotCalculateWith() {
    PositionBook.Builder builder = PositionBook.builder();
    assertThatThrownBy(builder::nettingSet).isInstanceOf(IllegalStateException.class);
    builder.account();
    assertThatThrownBy(() -> builder.position(0, 1)).isInstanceOf(IllegalStateException.class);
    builder.nettingSet();
    assertThatThrownBy(() -> builder.position(-1, 1)).isInstanceOf(InvalidRiskInputException.class);
    assertThatThrownBy(() -> builder.position(0, Double.NaN))
        .isInstanceOf(InvalidRiskInputException.class);
    int position = builder.position(INSTRUMENTS, 1);
    PositionBook book = builder.build();
    assertThatThrownBy(() -> book.quantity(position, Double.POSITIVE_INFINITY))
        .isInstanceOf(InvalidRiskInputException.class);
    assertThatThrownBy(() -> margin(book, matrix(new Random(1))))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("matrix");
  }
}
