package io.setoff.gateway.portfolio;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Gap;
import io.setoff.model.Position;
import io.setoff.model.PriceObservation;
import io.setoff.model.VenueId;
import io.setoff.model.View;
import io.setoff.model.Viewed;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.exposure.Valuation;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.store.Quarantine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts portfolios together from the book: pure reading of memory. */
public final class Portfolios {
  private static final Comparator<ValuedPosition> BY_VENUE =
      Comparator.comparing((ValuedPosition p) -> p.position().venue())
          .thenComparing(p -> p.position().kind())
          .thenComparing(p -> p.position().label())
          .thenComparing(p -> p.position().id());

  private final IndexedChains book;
  private final Map<ChainId, ChainAdapter> adapters;
  private final IdentityGraph graph;
  private final BigDecimal maxPriceDeviation;
  private final Clock clock;
  private final RecentPrices prices = new RecentPrices();

  /**
   * Portfolios over {@code book}.
   *
   * @param adapters of every chain of the book
   * @param clock for the age of the chains' last answers only
   */
  public Portfolios(
      IndexedChains book,
      Map<ChainId, ChainAdapter> adapters,
      IdentityGraph graph,
      BigDecimal maxPriceDeviation,
      Clock clock) {
    this.book = book;
    this.adapters = Map.copyOf(adapters);
    this.graph = graph;
    this.maxPriceDeviation = maxPriceDeviation;
    this.clock = clock;
  }

  /**
   * An answer that is made of an account's portfolio.
   *
   * @param answer to one portfolio
   * @param size of an answer; the prudent one is the larger
   */
  public <T, S extends Comparable<S>> Viewed<T> of(
      AccountRef account, AsOf asOf, Function<PortfolioView, T> answer, Function<T, S> size) {
    return switch (asOf) {
      case AsOf.Blocks(Cut cut) -> Viewed.exact(answer.apply(at(account, cut)));
      case AsOf.Newest(View view) ->
          Viewed.of(view, exact -> answer.apply(at(account, Cut.of(book, exact))), size);
    };
  }

  private PortfolioView at(AccountRef account, Cut cut) {
    assert SharedThreads.mayBeKeptBusy();
    Instant now = clock.instant();
    Collector collector = new Collector();
    List<Coverage> coverage = new ArrayList<>();
    List<Gap> chainGaps = new ArrayList<>();
    TreeMap<ChainId, Long> seqs = new TreeMap<>();
    for (Cut.Point point : cut.points()) {
      ChainId chain = point.chain().chain().id();
      seqs.put(chain, point.chain().seq());
      Optional<AccountId> id =
          account.ids().stream().filter(a -> a.chain().equals(chain)).findFirst();
      ChainCondition condition = ChainCondition.of(point.chain(), point.state(), now);
      Optional<Quarantine> doubt = id.flatMap(a -> point.chain().quarantineOf(a.address()));
      boolean asked = false;
      for (PositionReader reader : adapter(chain).positions()) {
        Optional<AccountId> there = id.filter(each -> account.asksFor(reader.venue()));
        asked |= there.isPresent();
        there
            .flatMap(each -> doubt)
            .ifPresent(
                mark ->
                    Doubtful.gaps(mark, reader.venue(), point.chain())
                        .forEach(gap -> collector.gap(reader.venue(), gap)));
        coverage.add(read(reader, there, point, condition, collector));
      }
      if (asked) {
        condition.gap().ifPresent(chainGaps::add);
      }
    }
    ChosenPrices chosen = prices(cut);
    Valuation valuation = new Valuation(chosen);
    List<ValuedPosition> positions =
        collector.positions.stream().map(valuation::value).sorted(BY_VENUE).toList();
    List<Gap> gaps = new ArrayList<>(chainGaps);
    collector.gaps.values().forEach(gaps::addAll);
    coverage.sort(Comparator.comparing(Coverage::venue));
    return new PortfolioView(account, cut, positions, gaps, coverage, chosen, seqs);
  }

  private Coverage read(
      PositionReader reader,
      Optional<AccountId> account,
      Cut.Point point,
      ChainCondition condition,
      Collector collector) {
    VenueId venue = reader.venue();
    if (account.isEmpty()) {
      return new Coverage(venue, Coverage.State.SKIPPED, "not asked for");
    }
    if (point.state().isPresent()) {
      collector.read(reader, account.get(), point);
    }
    if (condition.state() != Coverage.State.OK) {
      return new Coverage(venue, condition.state(), condition.reason());
    }
    return collector
        .problem(venue)
        .map(gap -> new Coverage(venue, Coverage.State.DEGRADED, gap.detail()))
        .orElse(new Coverage(venue, Coverage.State.OK, ""));
  }

  /** The prices that a cut is valued with; those of all accounts, so that they are chosen once. */
  public ChosenPrices prices(Cut cut) {
    return prices.of(cut, () -> chosen(cut));
  }

  private ChosenPrices chosen(Cut cut) {
    List<PriceObservation> observations = new ArrayList<>();
    for (Cut.Point point : cut.points()) {
      point
          .state()
          .ifPresent(
              state ->
                  observations.addAll(
                      adapter(point.chain().chain().id())
                          .prices()
                          .read(state.block(), state.rows())));
    }
    return ChosenPrices.choose(graph, observations, maxPriceDeviation);
  }

  private ChainAdapter adapter(ChainId chain) {
    return Optional.ofNullable(adapters.get(chain)).orElseThrow();
  }

  /** Gathers what the readers of all chains emit. */
  private static final class Collector implements PositionSink {
    private final List<Position> positions = new ArrayList<>();
    private final Map<VenueId, List<Gap>> gaps = new LinkedHashMap<>();

    void read(PositionReader reader, AccountId account, Cut.Point point) {
      point.state().ifPresent(state -> reader.read(account, state.block(), state.rows(), this));
    }

    Optional<Gap> problem(VenueId venue) {
      Optional<Gap> own = gaps.getOrDefault(venue, List.of()).stream().findFirst();
      return own.isPresent()
          ? own
          : positions.stream()
              .filter(p -> p.venue().equals(venue))
              .flatMap(p -> p.gaps().stream().filter(p::isIncompleteBy))
              .findFirst();
    }

    @Override
    public void position(Position position) {
      positions.add(position);
    }

    @Override
    public void gap(VenueId venue, Gap gap) {
      gaps.computeIfAbsent(venue, key -> new ArrayList<>()).add(gap);
    }
  }
}
