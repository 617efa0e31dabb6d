package io.setoff.gateway.totals;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.Doubtful;
import io.setoff.gateway.portfolio.Portfolios;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.model.Gap;
import io.setoff.model.Prudent;
import io.setoff.model.VenueId;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.Valuation;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.totals.AccountStakes;
import io.setoff.risk.totals.BookTotals;
import io.setoff.store.ChainReplica.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All accounts of the book. One thread at a time asks. */
public final class AllAccounts {
  private final IndexedChains book;
  private final Map<ChainId, ChainAdapter> adapters;
  private final Portfolios portfolios;
  private final IdentityGraph graph;
  private final NettingRules rules;
  private final Clock clock;

  /** Each view goes from block to block by itself. */
  private final Map<Finality, Progress> views = new EnumMap<>(Finality.class);

  /** How far a view has come. */
  private static final class Progress {
    private final Map<VenueId, VenueHolders> holders = new TreeMap<>();
    private final Map<Policy, ValuedBook> last = new EnumMap<>(Policy.class);
  }

  /** Over everybody in {@code book}. */
  public AllAccounts(
      IndexedChains book,
      Map<ChainId, ChainAdapter> adapters,
      Portfolios portfolios,
      IdentityGraph graph,
      NettingRules rules,
      Clock clock) {
    this.book = book;
    this.adapters = Map.copyOf(adapters);
    this.portfolios = portfolios;
    this.graph = graph;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The blocks of a question.
   *
   * @throws RequestException for the prudent view, which is no state
   */
  public Cut cut(AsOf asOf) {
    return switch (asOf) {
      case AsOf.Blocks(Cut cut) -> cut;
      case AsOf.Newest(Finality finality) -> Cut.of(book, finality);
      case AsOf.Newest(Prudent _) ->
          throw RequestException.invalid(
              "finality",
              "PRUDENT chooses a state for each account, so that totals would be those of no"
                  + " block: ask for LATEST and for FINALIZED");
    };
  }

  /** Everything at a cut. */
  public BookSummary at(Cut cut, Policy policy) {
    assert SharedThreads.mayBeKeptBusy();
    ValuedBook valued = valued(cut, policy);
    Instant now = clock.instant();
    Set<Gap> gaps = new LinkedHashSet<>();
    List<Coverage> coverage = new ArrayList<>();
    for (Cut.Point point : cut.points()) {
      ChainCondition condition = ChainCondition.of(point.chain(), point.state(), now);
      condition.gap().ifPresent(gaps::add);
      for (PositionReader reader : readers(point)) {
        coverage.add(coverage(reader.venue(), condition, valued));
      }
    }
    gaps.addAll(valued.gaps());
    coverage.sort(Comparator.comparing(Coverage::venue));
    return new BookSummary(cut, valued, List.copyOf(gaps), coverage);
  }

  private static Coverage coverage(VenueId venue, ChainCondition condition, ValuedBook valued) {
    return condition.state() != Coverage.State.OK
        ? new Coverage(venue, condition.state(), condition.reason())
        : Optional.ofNullable(valued.problems().get(venue))
            .map(gap -> new Coverage(venue, Coverage.State.DEGRADED, gap.detail()))
            .orElse(new Coverage(venue, Coverage.State.OK, ""));
  }

  private List<? extends PositionReader> readers(Cut.Point point) {
    return Optional.ofNullable(adapters.get(point.chain().chain().id())).orElseThrow().positions();
  }

  /** The same object as before while nothing has changed. */
  private ValuedBook valued(Cut cut, Policy policy) {
    ValuedBook.Origin origin = ValuedBook.Origin.of(cut, policy);
    if (cut.finality().isEmpty()) {
      return new Gathering(cut, policy, new TreeMap<>()).valued(origin);
    }
    Progress view = views.computeIfAbsent(cut.finality().get(), key -> new Progress());
    ValuedBook last = view.last.get(policy);
    if (last == null || !last.origin().isSame(origin)) {
      last = new Gathering(cut, policy, view.holders).valued(origin);
      view.last.put(policy, last);
    }
    return last;
  }

  /** One cut's. */
  private final class Gathering {
    private final Cut cut;
    private final PricedCut prices;
    private final Valuation valuation;
    private final Map<VenueId, VenueHolders> holders;
    private final SortedMap<String, StakesBuilder> accounts = new TreeMap<>();

    Gathering(Cut cut, Policy policy, Map<VenueId, VenueHolders> holders) {
      this.cut = cut;
      this.prices = new PricedCut(graph, portfolios.prices(cut), policy);
      this.valuation = new Valuation(prices.prices());
      this.holders = holders;
    }

    ValuedBook valued(ValuedBook.Origin origin) {
      SortedMap<VenueId, Gap> problems = new TreeMap<>();
      for (Cut.Point point : cut.points()) {
        for (PositionReader reader : readers(point)) {
          point
              .state()
              .flatMap(state -> venue(reader, point, state))
              .ifPresent(gap -> problems.put(reader.venue(), gap));
        }
      }
      List<AccountStakes> stakes =
          accounts.values().stream()
              .filter(account -> !account.isEmpty())
              .map(StakesBuilder::stakes)
              .toList();
      return new ValuedBook(
          origin,
          BookTotals.of(stakes),
          stakes.stream().flatMap(account -> account.books().stream()).toList(),
          prices,
          problems);
    }

    /** The first problem of one of its accounts. */
    private Optional<Gap> venue(PositionReader reader, Cut.Point point, State state) {
      VenueHolders of = holders.computeIfAbsent(reader.venue(), key -> new VenueHolders(reader));
      VenueHolders.Indexes indexes = of.new Indexes(state);
      Optional<Gap> first = Optional.empty();
      for (Map.Entry<String, Held> holder : of.at(state).entrySet()) {
        String address = holder.getKey();
        StakesBuilder account =
            accounts.computeIfAbsent(address, key -> new StakesBuilder(key, prices, rules));
        Optional<Gap> problem =
            account.add(reader.venue(), stake(address, holder.getValue(), indexes, reader, point));
        first = first.isPresent() ? first : problem;
      }
      return first;
    }

    private VenueStake stake(
        String address,
        Held held,
        VenueHolders.Indexes indexes,
        PositionReader reader,
        Cut.Point point) {
      List<VenueStake.LentUnits> lent = new ArrayList<>();
      List<ValuedPosition> whole = new ArrayList<>();
      for (Claim claim : held.claims()) {
        switch (claim) {
          case Claim.Lent of ->
              lent.add(new VenueStake.LentUnits(of, of.units(indexes.of(of.carrier(), address))));
          case Claim.Whole(var position) -> whole.add(valuation.value(position));
        }
      }
      List<Gap> problems = new ArrayList<>(held.gaps());
      point
          .chain()
          .quarantineOf(address)
          .ifPresent(mark -> problems.addAll(Doubtful.gaps(mark, reader.venue(), point.chain())));
      return new VenueStake(lent, whole, problems);
    }
  }
}
