package io.setoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;

class ConcentratedLiquidityTest {
  private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);
  private static final BigInteger LOWER = Q96.multiply(BigInteger.TWO);
  private static final BigInteger UPPER = Q96.multiply(BigInteger.valueOf(5));
  private static final MathContext PRECISE = new MathContext(100);

  @Property
  void amountsAreTheClosedFormRoundedDown(
      @ForAll @BigRange(min = "1", max = "1e38") BigInteger liquidity,
      @ForAll
          @BigRange(min = "79228162514264337593543950336", max = "792281625142643375935439503360")
          BigInteger sqrtPrice) {
    BigDecimal at = new BigDecimal(sqrtPrice.max(LOWER).min(UPPER));
    BigDecimal q96 = new BigDecimal(Q96);
    BigDecimal l = new BigDecimal(liquidity);
    // x = L (1/sqrt P - 1/sqrt Pb), y = L (sqrt P - sqrt Pa); the contract rounds x down twice.
    BigDecimal x =
        l.multiply(q96.divide(at, PRECISE).subtract(q96.divide(new BigDecimal(UPPER), PRECISE)));
    BigDecimal y = l.multiply(at.subtract(new BigDecimal(LOWER))).divide(q96, PRECISE);

    BigInteger amount0 = ConcentratedLiquidity.amount0(liquidity, LOWER, UPPER, sqrtPrice);
    BigInteger amount1 = ConcentratedLiquidity.amount1(liquidity, LOWER, UPPER, sqrtPrice);

    assertThat(x.subtract(new BigDecimal(amount0)))
        .isBetween(new BigDecimal("-1e-20"), new BigDecimal(2));
    assertThat(y.subtract(new BigDecimal(amount1))).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
  }

  @Property
  void outsideOfTheRangeOneTokenIsLeft(
      @ForAll @BigRange(min = "1", max = "1e38") BigInteger liquidity) {
    BigInteger below = Q96;
    BigInteger above = Q96.multiply(BigInteger.TEN);
    assertThat(ConcentratedLiquidity.amount1(liquidity, LOWER, UPPER, below)).isZero();
    assertThat(ConcentratedLiquidity.amount0(liquidity, LOWER, UPPER, above)).isZero();
    assertThat(ConcentratedLiquidity.amount0(liquidity, LOWER, UPPER, below))
        .isEqualTo(ConcentratedLiquidity.amount0(liquidity, LOWER, UPPER, LOWER));
  }
}
