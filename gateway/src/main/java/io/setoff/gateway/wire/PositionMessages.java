package io.setoff.gateway.wire;

import io.setoff.gateway.book.ChainView;
import io.setoff.model.Amount;
import io.setoff.model.Detail;
import io.setoff.model.Margin;
import io.setoff.model.Position;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.store.ChainReplica.State;
import io.setoff.v1.Leg;
import io.setoff.v1.LendDetail;
import io.setoff.v1.PerpDetail;
import io.setoff.v1.RangeDetail;

/** Positions as messages. */
public final class PositionMessages {
  private final IdentityGraph graph;

  /**
   * A mapping.
   *
   * @param graph resolves the underlying of each leg
   */
  public PositionMessages(IdentityGraph graph) {
    this.graph = graph;
  }

  /** The position as it is at {@code state} of {@code view}. */
  public io.setoff.v1.Position position(ValuedPosition valued, ChainView view, State state) {
    Position position = valued.position();
    io.setoff.v1.Position.Builder message =
        io.setoff.v1.Position.newBuilder()
            .setPositionId(position.id())
            .setVersion(view.seq())
            .setAccount(position.account().toString())
            .setVenue(Messages.venue(position.venue()))
            .setKind(Enums.of(position.kind()))
            .setState(Enums.of(position.state()))
            .setProvenance(Messages.provenance(view, state, position.origin()))
            .setRawSha256(position.rawSha256())
            .setLabel(position.label())
            .addAllGaps(Messages.gaps(valued.gaps()));
    valued.legs().forEach(leg -> message.addLegs(leg(leg)));
    position.margin().ifPresent(margin -> message.setMargin(margin(margin)));
    switch (position.detail()) {
      case Detail.None _ -> {}
      case Detail.Lend lend -> message.setLend(lend(lend));
      case Detail.Range range -> message.setRange(range(range));
      case Detail.Perp perp -> message.setPerp(perp(perp));
    }
    return message.build();
  }

  private Leg leg(ValuedLeg valued) {
    Amount amount = valued.leg().amount();
    io.setoff.v1.Amount.Builder units =
        io.setoff.v1.Amount.newBuilder().setUnits(amount.units().toString());
    if (amount instanceof Amount.Scaled scaled) {
      units.setDecimals(scaled.decimals());
    }
    Leg.Builder message =
        Leg.newBuilder()
            .setRole(Enums.of(valued.leg().role()))
            .setAsset(valued.leg().asset().value())
            .setSymbol(valued.leg().symbol())
            .setAmount(units)
            .setMultiplier("1")
            .setUnderlyingId(graph.resolve(valued.node(), Policy.ECONOMIC).underlying().value())
            .setCountsAsCollateral(valued.leg().countsAsCollateral());
    amount.qty().ifPresent(qty -> message.setQty(Messages.decimal(qty)));
    valued.delta().ifPresent(delta -> message.setDeltaUnits(Messages.decimal(delta)));
    valued.price().ifPresent(price -> message.setPrice(Messages.price(price)));
    valued.valueUsd().ifPresent(value -> message.setValueUsd(Messages.decimal(value)));
    valued.lookThrough().forEach(part -> message.addLookThrough(leg(part)));
    return message.build();
  }

  private static io.setoff.v1.Margin margin(Margin margin) {
    io.setoff.v1.Margin.Builder message =
        io.setoff.v1.Margin.newBuilder()
            .setMode(Enums.of(margin.mode()))
            .setMarginAccountId(margin.accountId())
            .setCurrency(margin.currency());
    margin.equity().map(Messages::decimal).ifPresent(message::setEquity);
    margin.initial().map(Messages::decimal).ifPresent(message::setInitial);
    margin.maintenance().map(Messages::decimal).ifPresent(message::setMaintenance);
    margin.available().map(Messages::decimal).ifPresent(message::setAvailable);
    margin.healthFactor().map(Messages::decimal).ifPresent(message::setHealthFactor);
    return message.build();
  }

  private static LendDetail lend(Detail.Lend lend) {
    return LendDetail.newBuilder()
        .setToken(lend.token().value())
        .setScaledUnits(lend.scaledUnits().toString())
        .setIndexRay(lend.indexRay().toString())
        .setStableRate(lend.stableRate())
        .setLiquidationThreshold(Messages.decimal(lend.liquidationThreshold()))
        .setLiquidationBonus(Messages.decimal(lend.liquidationBonus()))
        .build();
  }

  private static RangeDetail range(Detail.Range range) {
    return RangeDetail.newBuilder()
        .setPool(range.pool())
        .setTokenId(range.tokenId())
        .setLiquidity(range.liquidity().toString())
        .setTickLower(range.tickLower())
        .setTickUpper(range.tickUpper())
        .setSqrtPriceX96(range.sqrtPriceX96().toString())
        .setInRange(range.inRange())
        .build();
  }

  private static PerpDetail perp(Detail.Perp perp) {
    PerpDetail.Builder message =
        PerpDetail.newBuilder()
            .setMarket(perp.market())
            .setTakerSize(Messages.decimal(perp.takerSize()))
            .setMakerSize(Messages.decimal(perp.makerSize()));
    perp.makerRanges().forEach(range -> message.addMakerRanges(range(range)));
    return message.build();
  }
}
