package io.setoff.risk.mapping;

import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.Spot;
import java.util.Optional;

/**
 * What an asset is to the risk engine.
 *
 * @param underlying the end of its path in the identity graph; where that has no price, the node on
 *     the path that has
 * @param units of the underlying that one unit of the asset is worth: 1, unless the asset has a
 *     price of its own
 * @param price USD per unit of the underlying
 */
record RiskNode(UnderlyingId underlying, double units, double price) {

  /** Empty when nothing prices the asset. */
  static Optional<RiskNode> of(UnderlyingId asset, IdentityGraph graph, ChosenPrices prices) {
    UnderlyingId end = graph.resolve(asset, Policy.ECONOMIC).underlying();
    Optional<Price> endPrice = prices.of(end, Policy.ECONOMIC);
    return prices
        .of(asset, Policy.ECONOMIC)
        .map(own -> endPrice.map(px -> between(end, px, own)).orElse(at(own.underlying(), 1, own)));
  }

  private static RiskNode between(UnderlyingId end, Price endPrice, Price own) {
    double units =
        own.underlying().equals(endPrice.underlying())
            ? 1
            : own.px().doubleValue() / endPrice.px().doubleValue();
    return at(end, units, endPrice);
  }

  private static RiskNode at(UnderlyingId underlying, double units, Price price) {
    return new RiskNode(underlying, units, price.px().doubleValue());
  }

  /** One unit of the underlying; dollars in dollars are cash. */
  Instrument instrument() {
    return underlying.equals(UnderlyingId.USD) ? new Cash() : new Spot(underlying);
  }
}
