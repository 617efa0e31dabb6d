package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a move of prices liquidates, and what that sells. In each round every book that its venue
 * may liquidate at the prices of that round is liquidated once. Prices stay as the move left them,
 * except where an impact is given: what is sold then lowers its price for the next round.
 *
 * @param impacts relative fall of a price for each million USD that is sold of it, at least 0; none
 *     for what is not there
 */
public record Cascade(SortedMap<UnderlyingId, BigDecimal> impacts) {
  /** A cascade that has not come to rest after so many rounds is left there. */
  public static final int MOST_ROUNDS = 64;

  private static final int MILLION = 6;

  /** Digits of a price factor. */
  private static final int SCALE = 34;

  /** Copies, and refuses a price that rises when it is sold. */
  public Cascade {
    impacts = Collections.unmodifiableSortedMap(new TreeMap<>(impacts));
    impacts.forEach(
        (underlying, impact) -> {
          if (impact.signum() < 0) {
            throw new IllegalArgumentException("the impact of " + underlying + " is negative");
          }
        });
  }

  /** Prices stay as a move leaves them. */
  public static Cascade atFixedPrices() {
    return new Cascade(new TreeMap<>());
  }

  /**
   * One round.
   *
   * @param accounts books that are liquidated in it
   * @param newAccounts those of which that were in no round before
   * @param repaidUsd debt that is repaid, and size that is closed
   * @param sold by underlying; positive is sold, negative is bought
   */
  public record Round(
      long accounts, long newAccounts, BigDecimal repaidUsd, SortedMap<UnderlyingId, Flow> sold) {
    public Round {
      sold = Collections.unmodifiableSortedMap(new TreeMap<>(sold));
    }
  }

  /**
   * A cascade at its end.
   *
   * @param rounds in order; the first is at the prices of the move alone
   * @param isAtRest whether a further round would liquidate nobody
   * @param prices at its end, relative to now
   * @param shortfallUsd debt of lending accounts above their collateral at its end, at those prices
   */
  public record Outcome(
      List<Round> rounds, boolean isAtRest, PriceFactors prices, BigDecimal shortfallUsd) {
    public Outcome {
      rounds = List.copyOf(rounds);
    }

    /** Books that are liquidated at all. */
    public long accounts() {
      return rounds.stream().mapToLong(Round::newAccounts).sum();
    }

    /** Of all rounds. */
    public BigDecimal repaidUsd() {
      return rounds.stream().map(Round::repaidUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of all rounds. */
    public SortedMap<UnderlyingId, Flow> sold() {
      SortedMap<UnderlyingId, Flow> sold = new TreeMap<>();
      rounds.forEach(
          round -> round.sold().forEach((what, flow) -> sold.merge(what, flow, Flow::plus)));
      return sold;
    }
  }

  /** Lets the cascade run after {@code move}; the books are in no particular order. */
  public Outcome run(Collection<? extends MarginedBook> books, PriceFactors move) {
    List<MarginedBook> left = new ArrayList<>(books);
    Set<Integer> met = new HashSet<>();
    List<Round> rounds = new ArrayList<>();
    PriceFactors prices = move;
    boolean isAtRest = false;
    while (!isAtRest && rounds.size() < MOST_ROUNDS) {
      Round round = round(left, met, prices);
      isAtRest = round.accounts() == 0;
      if (!isAtRest) {
        rounds.add(round);
        prices = after(round, prices);
      }
    }
    PriceFactors end = prices;
    BigDecimal shortfall =
        left.stream()
            .map(book -> book instanceof LendingBook of ? of.shortfallUsd(end) : BigDecimal.ZERO)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Outcome(rounds, isAtRest, end, shortfall);
  }

  private static Round round(List<MarginedBook> books, Set<Integer> met, PriceFactors prices) {
    long accounts = 0;
    long newAccounts = 0;
    BigDecimal repaid = BigDecimal.ZERO;
    SortedMap<UnderlyingId, Flow> sold = new TreeMap<>();
    for (int i = 0; i < books.size(); i++) {
      MarginedBook book = books.get(i);
      if (!book.owes() || !book.isLiquidated(prices)) {
        continue;
      }
      boolean isNew = met.add(i);
      Liquidated liquidated = book.liquidate(prices);
      if (isNew || liquidated.repaidUsd().signum() > 0) {
        accounts++;
        newAccounts += isNew ? 1 : 0;
      }
      books.set(i, liquidated.rest());
      repaid = repaid.add(liquidated.repaidUsd());
      liquidated.sold().forEach((what, flow) -> sold.merge(what, flow, Flow::plus));
    }
    return new Round(accounts, newAccounts, repaid, sold);
  }

  private PriceFactors after(Round round, PriceFactors prices) {
    if (impacts.isEmpty()) {
      return prices;
    }
    SortedMap<UnderlyingId, BigDecimal> factors = new TreeMap<>(prices.factors());
    impacts.forEach(
        (underlying, impact) -> {
          Flow sold = round.sold().get(underlying);
          if (sold != null) {
            BigDecimal fall = impact.multiply(sold.usd()).movePointLeft(MILLION);
            BigDecimal factor =
                prices.of(underlying).multiply(BigDecimal.ONE.subtract(fall)).max(BigDecimal.ZERO);
            factors.put(
                underlying,
                factor.setScale(Math.min(factor.scale(), SCALE), RoundingMode.HALF_EVEN));
          }
        });
    return new PriceFactors(factors);
  }
}
