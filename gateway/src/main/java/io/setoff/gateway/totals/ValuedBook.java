package io.setoff.gateway.totals;

import io.setoff.gateway.portfolio.Cut;
import io.setoff.model.Gap;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Policy;
import io.setoff.risk.totals.BookTotals;
import io.setoff.risk.totals.Cascade;
import io.setoff.risk.totals.MarginedBook;
import io.setoff.risk.totals.PriceFactors;
import io.setoff.store.ChainReplica.State;
import io.setoff.store.Quarantine;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All accounts, valued at one cut. Used by one thread at a time. */
public final class ValuedBook {
  /** Answers to shocks that are kept: as many as there may be in three questions. */
  private static final int KEPT_OUTCOMES = 60;

  private final Origin origin;
  private final BookTotals totals;
  private final List<MarginedBook> books;
  private final PricedCut prices;
  private final SortedMap<VenueId, Gap> problems;
  private final Map<Question, Cascade.Outcome> outcomes = new HashMap<>();

  private record Question(Cascade cascade, PriceFactors move) {}

  /**
   * What it depends on.
   *
   * @param states of the chains, in their order; empty where none is held
   * @param marks what of which account is not to be relied on, by chain
   */
  record Origin(
      Policy policy, List<Optional<State>> states, List<SortedMap<String, Quarantine>> marks) {
    Origin {
      states = List.copyOf(states);
      marks = List.copyOf(marks);
    }

    static Origin of(Cut cut, Policy policy) {
      return new Origin(
          policy,
          cut.points().stream().map(Cut.Point::state).toList(),
          cut.points().stream().map(point -> point.chain().quarantined()).toList());
    }

    /** Whether it is the same; a block may get further rows, and is another state then. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(Origin other) {
      for (int i = 0; i < states.size(); i++) {
        Optional<State> mine = states.get(i);
        Optional<State> theirs = other.states.get(i);
        if (mine.isPresent() != theirs.isPresent()
            || (mine.isPresent() && mine.get() != theirs.get())) {
          return false;
        }
      }
      return policy == other.policy && marks.equals(other.marks);
    }
  }

  ValuedBook(
      Origin origin,
      BookTotals totals,
      List<MarginedBook> books,
      PricedCut prices,
      SortedMap<VenueId, Gap> problems) {
    this.origin = origin;
    this.totals = totals;
    this.books = List.copyOf(books);
    this.prices = prices;
    this.problems = Collections.unmodifiableSortedMap(new TreeMap<>(problems));
  }

  Origin origin() {
    return origin;
  }

  public Policy policy() {
    return origin.policy();
  }

  public BookTotals totals() {
    return totals;
  }

  /** Of the prices of what is held. */
  List<Gap> gaps() {
    return prices.gaps();
  }

  /** Of each venue with an account that cannot be stated, the first reason. */
  SortedMap<VenueId, Gap> problems() {
    return problems;
  }

  /** What an underlying costs; empty when nothing prices it. */
  public Optional<Price> price(UnderlyingId underlying) {
    return prices.prices().of(underlying, origin.policy());
  }

  /** Whether prices of this name move anything here, or could. */
  public boolean knows(UnderlyingId underlying) {
    return moving().contains(underlying)
        || prices.prices().of(underlying, Policy.ECONOMIC).isPresent();
  }

  /** All prices by one factor, but of what is pegged to the dollar. */
  public PriceFactors all(BigDecimal factor) {
    SortedMap<UnderlyingId, BigDecimal> factors = new TreeMap<>();
    for (UnderlyingId underlying : moving()) {
      if (!prices.isPegged(underlying)) {
        factors.put(underlying, factor);
      }
    }
    return new PriceFactors(factors);
  }

  private SortedSet<UnderlyingId> moving() {
    SortedSet<UnderlyingId> moving = new TreeSet<>();
    books.forEach(book -> moving.addAll(book.underlyings()));
    return moving;
  }

  /** What a move liquidates. */
  public Cascade.Outcome outcome(Cascade cascade, PriceFactors move) {
    if (outcomes.size() >= KEPT_OUTCOMES) {
      outcomes.clear();
    }
    return outcomes.computeIfAbsent(
        new Question(cascade, move), question -> cascade.run(books, move));
  }
}
