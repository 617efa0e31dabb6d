package io.setoff.risk.margin.portfolio;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.OracleRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.portfolio.rules.VenueTerms;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Markets and books for tests. */
public final class Fixtures {
  public static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  public static final UnderlyingId BTC = new UnderlyingId("crypto:BTC");
  public static final UnderlyingId SOL = new UnderlyingId("crypto:SOL");
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant MARCH = Instant.parse("2026-03-27T08:00:00Z");
  public static final List<String> VENUES =
      List.of("eip155:1/aave:v3", "eip155:10/perp:v2", "eip155:8453/wallet:core");

  public static final NettingRules STAND_ALONE = NettingRules.standAlone();

  private Fixtures() {}

  /** A market of which everything is known. */
  public static UnderlyingMarket market(
      UnderlyingId underlying, double spot, double sigma, double volume) {
    return new UnderlyingMarket(
        underlying,
        spot,
        OptionalDouble.of(spot),
        new TreeMap<>(Map.of(MARCH, spot * 1.01)),
        0.03,
        Optional.of(new VolSurface.Flat(0.7)),
        OptionalDouble.of(sigma),
        OptionalDouble.of(volume),
        OptionalDouble.of(0.0005),
        1,
        new Observation("test", NOW));
  }

  /** ETH at 3,000, BTC at 60,000, SOL at 150, in markets too deep for any position here. */
  public static MarketSnapshot market() {
    return snapshot(
        market(ETH, 3000, 0.04, 1e12),
        market(BTC, 60000, 0.03, 1e12),
        market(SOL, 150, 0.05, 1e12));
  }

  /** The same prices, doubted, in markets that trade 60,000 dollars a day. */
  public static MarketSnapshot shallow() {
    return snapshot(
        doubted(market(ETH, 3000, 0.04, 20)),
        doubted(market(BTC, 60000, 0.03, 1)),
        doubted(market(SOL, 150, 0.05, 400)));
  }

  private static UnderlyingMarket doubted(UnderlyingMarket market) {
    return new UnderlyingMarket(
        market.underlying(),
        market.spot(),
        market.perpetualMark(),
        market.forwards(),
        market.rate(),
        market.volatilities(),
        market.dailyVolatility(),
        market.dailyVolume(),
        market.halfSpread(),
        0.5,
        market.observation());
  }

  public static MarketSnapshot snapshot(UnderlyingMarket... markets) {
    SortedMap<UnderlyingId, UnderlyingMarket> all = new TreeMap<>();
    for (UnderlyingMarket one : markets) {
      all.put(one.underlying(), one);
    }
    return new MarketSnapshot(NOW, all);
  }

  /** Spot moves of 18, 13.5, 9, 4.5 and 0 % both ways, times volatilities up, same and down. */
  public static ScenarioSet grid(double scale) {
    List<Scenario> scenarios = new ArrayList<>();
    List<VolShock> volatilities =
        List.of(
            new VolShock.Relative(0.5, 0.3, 0.13, 1, 0),
            new VolShock.Same(),
            new VolShock.Relative(-0.3, 0.3, 0.13, 1, 0));
    for (int step = -4; step <= 4; step++) {
      for (int v = 0; v < 3; v++) {
        Shock shock = new Shock(1 + step * 0.045 * scale, volatilities.get(v));
        scenarios.add(new Scenario("spot" + step + "/vol" + v, shock, 1));
      }
    }
    return new ScenarioSet("test-grid", scenarios);
  }

  /** The usual parameters on that grid, with quick withdrawals everywhere. */
  public static PortfolioParameters parameters() {
    return parameters(grid(1));
  }

  public static PortfolioParameters parameters(ScenarioSet grid) {
    return parameters(grid, OracleRules.USUAL);
  }

  /** The usual parameters, and an underlying that should be worth a dollar. */
  public static PortfolioParameters pegged(UnderlyingId underlying) {
    OracleRules usual = OracleRules.USUAL;
    return parameters(
        grid(1),
        new OracleRules(
            usual.confidenceThreshold(),
            usual.confidenceFactor(),
            new TreeMap<>(Map.of(underlying, 1.0)),
            usual.pegThreshold(),
            usual.pegFactor()));
  }

  private static PortfolioParameters parameters(ScenarioSet grid, OracleRules oracle) {
    SortedMap<String, VenueTerms> terms = new TreeMap<>();
    VENUES.forEach(venue -> terms.put(venue, new VenueTerms(0.01, Duration.ofHours(1))));
    return parameters(grid, oracle, terms);
  }

  private static PortfolioParameters parameters(
      ScenarioSet grid, OracleRules oracle, SortedMap<String, VenueTerms> terms) {
    PortfolioParameters usual = PortfolioParameters.usual(grid);
    return new PortfolioParameters(
        usual.id(),
        usual.version(),
        usual.scenarios(),
        usual.scenariosByUnderlying(),
        usual.offset(),
        usual.closing(),
        terms,
        oracle,
        usual.fallbacks());
  }

  /** The usual parameters, with delays of the first two venues. */
  public static PortfolioParameters delayed(Duration first, Duration second) {
    return parameters(
        grid(1),
        OracleRules.USUAL,
        new TreeMap<>(
            Map.of(
                VENUES.get(0), new VenueTerms(0.01, first),
                VENUES.get(1), new VenueTerms(0.01, second))));
  }

  public static Correlations correlations() {
    return Correlations.UNKNOWN.with(ETH, BTC, 0.8).with(ETH, SOL, 0.75).with(BTC, SOL, 0.7);
  }

  /** Correlations, and 100 joint moves from a normal distribution with one common factor. */
  public static JointInputs joint(MarketSnapshot market) {
    Random random = new Random(7);
    List<MarketMove> moves = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double common = random.nextGaussian();
      SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
      for (UnderlyingId underlying : market.underlyings().keySet()) {
        double own = 0.85 * common + 0.53 * random.nextGaussian();
        double change = 0.5 * -0.04 * own + 0.1 * random.nextGaussian();
        shocks.put(
            underlying,
            new Shock(StrictMath.exp(0.04 * own), new VolShock.Relative(change, 0.3, 0.13, 1, 0)));
      }
      moves.add(new MarketMove("path" + i, shocks));
    }
    return new JointInputs(
        correlations(),
        List.of(
            new JointMoves(
                "normal/1", 0.975, market, new TreeSet<>(market.underlyings().keySet()), moves)),
        List.of());
  }

  /** Correlations, and a simulation in which nothing happens. */
  public static JointInputs calm(MarketSnapshot market, List<MarketMove> stresses) {
    return new JointInputs(
        correlations(),
        List.of(
            new JointMoves(
                "calm/1",
                0.975,
                market,
                new TreeSet<>(market.underlyings().keySet()),
                List.of(MarketMove.NONE))),
        stresses);
  }

  /** A book in a calm market. */
  public static LiveBook open(List<Holding> holdings, NettingRules rules) {
    MarketSnapshot market = market();
    return new PortfolioMargin(market, parameters(), calm(market, List.of()))
        .open(book(holdings, rules));
  }

  public static PortfolioMargin engine() {
    return engine(market());
  }

  public static PortfolioMargin engine(MarketSnapshot market) {
    return new PortfolioMargin(market, parameters(), joint(market));
  }

  public static Holding holding(String id, int venue, Instrument instrument, double quantity) {
    return new Holding(id, VENUES.get(venue), "main", instrument, quantity);
  }

  public static Instrument perpetual(UnderlyingId underlying) {
    return new Perpetual(underlying);
  }

  public static Instrument call(UnderlyingId underlying, double strike) {
    return new EuropeanOption(underlying, MARCH, strike, OptionType.CALL);
  }

  public static Instrument put(UnderlyingId underlying, double strike) {
    return new EuropeanOption(underlying, MARCH, strike, OptionType.PUT);
  }

  /** A book whose accounts are all fresh and final. */
  public static PortfolioBook book(List<Holding> holdings, NettingRules rules) {
    SortedMap<AccountKey, AccountState> states = new TreeMap<>();
    holdings.forEach(holding -> states.put(AccountKey.of(holding), AccountState.FRESH));
    return new PortfolioBook(holdings, rules, states, Collections.emptySortedMap());
  }
}
