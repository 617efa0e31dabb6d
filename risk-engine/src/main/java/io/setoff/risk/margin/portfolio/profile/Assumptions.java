package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.margin.portfolio.profile.UnitProfile.Unknown;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.pricing.Pricer;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is assumed where the market does not tell, and what that adds.
 *
 * <p>A forward that is not known is spot, and may be off by the fallback's error. A volatility that
 * is not quoted is that of the nearest quote, and may be off likewise. Quotes of an expiry that are
 * doubted add as a doubted price does.
 */
final class Assumptions {
  private final RiskContext context;
  private final MarketSnapshot market;
  private final Unknown always;

  private Assumptions(RiskContext context, MarketSnapshot market, Unknown always) {
    this.context = context;
    this.market = market;
    this.always = always;
  }

  /** Nothing but what the market tells. */
  static Assumptions none(RiskContext context) {
    return new Assumptions(context, context.market(), Unknown.NOTHING);
  }

  /** That the forward of an expiry is spot. */
  static Assumptions spotAsForward(RiskContext context, UnderlyingId underlying, Instant expiry) {
    UnderlyingMarket known = context.market().of(underlying).orElseThrow();
    TreeMap<Instant, Double> forwards = new TreeMap<>(known.forwards());
    forwards.put(expiry, known.spot());
    TreeMap<UnderlyingId, UnderlyingMarket> completed =
        new TreeMap<>(context.market().underlyings());
    completed.put(underlying, withForwards(known, forwards));
    double error = context.parameters().fallbacks().forwardError() * known.spot();
    return new Assumptions(
        context,
        new MarketSnapshot(context.market().asOf(), completed),
        new Unknown(0, error, 0, false, List.of(gap(RiskGap.Kind.FORWARD, underlying))));
  }

  /** The market with what is assumed. */
  MarketSnapshot market() {
    return market;
  }

  /** Whether simulations know what is assumed. */
  boolean isSimulated() {
    return always.isPriceable();
  }

  /** What is added for one unit of an instrument that is worth {@code value}. */
  Unknown of(Instrument instrument, double value, Pricer pricer) {
    return switch (instrument) {
      case Future future -> always.doubted(doubt(known(future.underlying()), future.expiry()));
      case EuropeanOption option -> {
        UnderlyingMarket known = known(option.underlying());
        Unknown doubted = always.doubted(doubt(known, option.expiry()));
        double error = context.parameters().fallbacks().volatilityError();
        yield isQuoted(known, option)
            ? doubted
            : doubted.and(
                Math.max(
                    Math.abs(valueWith(option, error, pricer) - value),
                    Math.abs(valueWith(option, -error, pricer) - value)),
                gap(RiskGap.Kind.VOLATILITY_QUOTE, option.underlying()));
      }
      default -> always;
    };
  }

  private UnderlyingMarket known(UnderlyingId underlying) {
    return market.of(underlying).orElseThrow();
  }

  /** USD per unit because the quotes of an expiry are doubted. */
  private double doubt(UnderlyingMarket known, Instant expiry) {
    return known.spot()
        * UnderlyingTerms.doubtRate(
            known.expiry(expiry).confidence(), context.parameters().oracle());
  }

  private boolean isQuoted(UnderlyingMarket known, EuropeanOption option) {
    double forward = known.forward(option.expiry()).orElseThrow();
    double years = market.years(option.expiry());
    return known.expiry(option.expiry()).volatilities().containsKey(option.strike() + 0.0)
        || known
            .volatilities()
            .map(surface -> surface.covers(forward, option.strike(), years))
            .orElse(false);
  }

  private static double valueWith(EuropeanOption option, double change, Pricer pricer) {
    VolShock volatility = new VolShock.Relative(change, 0, 0, 1, 0);
    return pricer.value(
        option, MarketMove.of("volatility", option.underlying(), new Shock(1, volatility)));
  }

  private static UnderlyingMarket withForwards(
      UnderlyingMarket market, SortedMap<Instant, Double> forwards) {
    return new UnderlyingMarket(
        market.underlying(),
        market.spot(),
        market.perpetualMark(),
        forwards,
        market.rate(),
        market.volatilities(),
        market.dailyVolatility(),
        market.dailyVolume(),
        market.halfSpread(),
        market.confidence(),
        market.confidences(),
        market.expiries(),
        market.observation());
  }

  static RiskGap gap(RiskGap.Kind kind, UnderlyingId underlying) {
    return new RiskGap(kind, underlying.value());
  }
}
