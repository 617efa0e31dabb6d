package io.setoff.risk.exposure;

import io.setoff.model.Amount;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives each leg its delta and its value.
 *
 * <p>The delta of a balance is its quantity, of a derivative its signed size. The delta of a
 * liquidity range is its inventory at the <em>oracle's</em> price: with V(p0, p1) = p0 x(P) + p1
 * y(P), P = p0 / p1, the derivatives of V are x(P) and y(P) (risk-methods R15), and a manipulated
 * pool does not move them. Its value is that inventory at the oracle's prices, for the same reason.
 */
public final class Valuation {
  /** Enough for the square root of any price ratio in Q64.96. */
  private static final MathContext PRECISION = new MathContext(80, RoundingMode.DOWN);

  private static final BigDecimal TWO_96 = new BigDecimal(BigInteger.ONE.shiftLeft(96));

  private final ChosenPrices prices;

  public Valuation(ChosenPrices prices) {
    this.prices = prices;
  }

  public ValuedPosition value(Position position) {
    List<Gap> gaps = new ArrayList<>(position.gaps());
    List<ValuedLeg> legs = new ArrayList<>();
    for (Leg leg : position.legs()) {
      legs.add(
          leg.lookThrough().isEmpty()
              ? simple(leg, node(position, leg), gaps)
              : share(position, leg, gaps));
    }
    return new ValuedPosition(position, legs, gaps);
  }

  private static UnderlyingId node(Position position, Leg leg) {
    return leg.role() == LegRole.NOTIONAL && position.detail() instanceof Detail.Perp perp
        ? perp.underlying()
        : UnderlyingId.of(leg.asset());
  }

  private ValuedLeg simple(Leg leg, UnderlyingId node, List<Gap> gaps) {
    Optional<BigDecimal> delta = leg.amount().qty();
    Optional<Price> price = price(node, gaps);
    Optional<BigDecimal> value =
        leg.role() == LegRole.NOTIONAL ? Optional.empty() : product(delta, price);
    return new ValuedLeg(leg, node, delta, price, value, List.of());
  }

  private ValuedLeg share(Position position, Leg leg, List<Gap> gaps) {
    List<ValuedLeg> parts = new ArrayList<>();
    for (Leg part : leg.lookThrough()) {
      parts.add(simple(part, UnderlyingId.of(part.asset()), gaps));
    }
    if (position.detail() instanceof Detail.Range range && parts.size() == 2) {
      parts = atOraclePrice(range, parts, position, gaps);
    }
    Optional<BigDecimal> value =
        parts.stream()
            .map(ValuedLeg::valueUsd)
            .reduce(Optional.of(BigDecimal.ZERO), Valuation::sum);
    return new ValuedLeg(
        leg, UnderlyingId.of(leg.asset()), Optional.empty(), Optional.empty(), value, parts);
  }

  private static List<ValuedLeg> atOraclePrice(
      Detail.Range range, List<ValuedLeg> parts, Position position, List<Gap> gaps) {
    Optional<BigInteger> sqrtPrice = sqrtPriceX96(parts.get(0), parts.get(1));
    if (sqrtPrice.isEmpty()) {
      gaps.add(
          new Gap(
              GapKind.DELTA_AT_POOL_PRICE,
              position.id(),
              position.label()
                  + ": without both prices and decimals its delta is its inventory at the pool's"
                  + " price"));
      return parts;
    }
    BigInteger amount0 =
        ConcentratedLiquidity.amount0(
            range.liquidity(), range.sqrtLowerX96(), range.sqrtUpperX96(), sqrtPrice.get());
    BigInteger amount1 =
        ConcentratedLiquidity.amount1(
            range.liquidity(), range.sqrtLowerX96(), range.sqrtUpperX96(), sqrtPrice.get());
    return List.of(inventory(parts.get(0), amount0), inventory(parts.get(1), amount1));
  }

  private static ValuedLeg inventory(ValuedLeg part, BigInteger units) {
    Optional<BigDecimal> delta =
        part.leg().amount() instanceof Amount.Scaled scaled
            ? Optional.of(new BigDecimal(units, scaled.decimals()))
            : Optional.empty();
    return new ValuedLeg(
        part.leg(), part.node(), delta, part.price(), product(delta, part.price()), List.of());
  }

  /**
   * Square root of the oracle's price of token 0 in token 1, in base units, Q64.96, rounded down.
   */
  private static Optional<BigInteger> sqrtPriceX96(ValuedLeg token0, ValuedLeg token1) {
    if (token0.price().isEmpty()
        || token1.price().isEmpty()
        || !(token0.leg().amount() instanceof Amount.Scaled scaled0)
        || !(token1.leg().amount() instanceof Amount.Scaled scaled1)) {
      return Optional.empty();
    }
    BigDecimal ratio =
        token0
            .price()
            .get()
            .px()
            .scaleByPowerOfTen(scaled1.decimals() - scaled0.decimals())
            .divide(token1.price().get().px(), PRECISION);
    return Optional.of(ratio.sqrt(PRECISION).multiply(TWO_96).toBigInteger());
  }

  private Optional<Price> price(UnderlyingId node, List<Gap> gaps) {
    prices.gap(node).filter(gap -> !gaps.contains(gap)).ifPresent(gaps::add);
    return prices.of(node, Policy.ECONOMIC);
  }

  private static Optional<BigDecimal> product(
      Optional<BigDecimal> quantity, Optional<Price> price) {
    return quantity.flatMap(q -> price.map(p -> q.multiply(p.px())));
  }

  private static Optional<BigDecimal> sum(Optional<BigDecimal> a, Optional<BigDecimal> b) {
    return a.flatMap(x -> b.map(x::add));
  }
}
