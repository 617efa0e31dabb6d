package io.setoff.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuationTest {
  private static final BigInteger LIQUIDITY = new BigInteger("5000000000000000");
  private static final double EPSILON = 1e-4;

  /** A WETH/USDC range from 2,500 to 3,500, whose pool stands at {@code poolPrice}. */
  private static Position range(String poolPrice, AssetId token1, Amount unscaledToken1) {
    Detail.Range detail =
        new Detail.Range(
            "0xpool", "1", LIQUIDITY, 0, 1, sqrt("2500"), sqrt("3500"), sqrt(poolPrice));
    BigInteger amount0 =
        ConcentratedLiquidity.amount0(
            LIQUIDITY, detail.sqrtLowerX96(), detail.sqrtUpperX96(), detail.sqrtPriceX96());
    Leg parts0 = Leg.of(LegRole.PRINCIPAL, Books.WETH_B, "WETH", Amount.of(amount0, 18));
    Leg parts1 = Leg.of(LegRole.PRINCIPAL, token1, "USDC", unscaledToken1);
    Leg share =
        new Leg(
            LegRole.PRINCIPAL,
            AssetId.erc721(Books.B, "0x" + "f".repeat(40), "1"),
            "WETH/USDC #1",
            Amount.of(BigInteger.ONE, 0),
            false,
            List.of(parts0, parts1));
    return Books.position(Books.B, "uniswap-v3", PositionKind.LP_RANGE, detail, "1", share);
  }

  private static Position usdcRange(String poolPrice) {
    BigInteger amount1 =
        ConcentratedLiquidity.amount1(LIQUIDITY, sqrt("2500"), sqrt("3500"), sqrt(poolPrice));
    return range(poolPrice, Books.USDC_B, Amount.of(amount1, 6));
  }

  /** Q64.96 square root of a price in USDC per WETH, in base units: 10^(6 - 18) times it. */
  private static BigInteger sqrt(String price) {
    return new BigDecimal(price)
        .movePointLeft(12)
        .sqrt(new MathContext(60))
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(96)))
        .toBigInteger();
  }

  @Test
  void aRangesDeltaIsTheDerivativeOfItsValue() {
    for (double price : new double[] {2_000, 2_501, 2_900, 3_100, 3_499, 4_000}) {
      double up = value(price * (1 + EPSILON));
      double down = value(price * (1 - EPSILON));
      double derivative = (up - down) / (2 * price * EPSILON);
      assertThat(delta(price)).isCloseTo(derivative, within(Math.abs(derivative) * 1e-3 + 1e-9));
    }
  }

  private static double value(double price) {
    return valued(price).legs().get(0).valueUsd().orElseThrow().doubleValue();
  }

  private static double delta(double price) {
    return valued(price).legs().get(0).lookThrough().get(0).delta().orElseThrow().doubleValue();
  }

  private static ValuedPosition valued(double price) {
    ChosenPrices prices = Books.prices(BigDecimal.valueOf(price).toPlainString(), "1");
    return new Valuation(prices).value(usdcRange("3000"));
  }

  @Test
  void aManipulatedPoolMovesNeitherDeltaNorValue() {
    Valuation valuation = new Valuation(Books.prices("3000", "1"));
    ValuedLeg honest = valuation.value(usdcRange("3000")).legs().get(0);
    ValuedLeg manipulated = valuation.value(usdcRange("3450")).legs().get(0);
    assertThat(manipulated.valueUsd()).isEqualTo(honest.valueUsd());
    assertThat(manipulated.lookThrough().get(0).delta())
        .isEqualTo(honest.lookThrough().get(0).delta());
    assertThat(manipulated.lookThrough().get(0).leg().amount())
        .as("what the contract would pay out is stated as it is")
        .isNotEqualTo(honest.lookThrough().get(0).leg().amount());
  }

  @Test
  void componentsSumToTheShare() {
    ValuedLeg share =
        new Valuation(Books.prices("3000", "0.98")).value(usdcRange("3000")).legs().get(0);
    BigDecimal sum =
        share.lookThrough().stream()
            .map(part -> part.valueUsd().orElseThrow())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(share.valueUsd().orElseThrow()).isEqualByComparingTo(sum);
    assertThat(share.delta()).as("only the components have one").isEmpty();
  }

  @Test
  void withoutAPriceTheDeltaIsThePoolsInventoryAndSaysSo() {
    Position odd = range("3000", Books.MYST, Amount.of(BigInteger.TEN, 6));
    ValuedPosition valued = new Valuation(Books.prices("3000", "1")).value(odd);
    assertThat(valued.gaps())
        .extracting(Gap::kind)
        .contains(GapKind.UNPRICED, GapKind.DELTA_AT_POOL_PRICE);
    assertThat(valued.legs().get(0).valueUsd()).isEmpty();
    assertThat(valued.legs().get(0).lookThrough().get(0).delta())
        .isEqualTo(odd.legs().get(0).lookThrough().get(0).amount().qty());
  }

  @Test
  void withoutDecimalsThereIsNoQuantityNoDeltaAndNoValue() {
    Position odd = range("3000", Books.USDC_B, new Amount.Unscaled(BigInteger.TEN));
    ValuedLeg part =
        new Valuation(Books.prices("3000", "1")).value(odd).legs().get(0).lookThrough().get(1);
    assertThat(part.delta()).isEmpty();
    assertThat(part.valueUsd()).isEmpty();
  }

  @Test
  void aDerivativesSizeIsItsDeltaAndHasNoValueOfItsOwn() {
    ValuedLeg leg =
        new Valuation(Books.prices("3000", "1"))
            .value(Books.perp(Books.B, BigInteger.TEN.pow(18).negate(), "short"))
            .legs()
            .get(0);
    assertThat(leg.delta().orElseThrow()).isEqualByComparingTo("-1");
    assertThat(leg.valueUsd()).isEmpty();
    assertThat(leg.price()).isPresent();
  }
}
