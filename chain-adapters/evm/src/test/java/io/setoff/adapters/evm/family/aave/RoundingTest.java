package io.setoff.adapters.evm.family.aave;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Scaled balances from logs are those of the contract, whatever amounts come and go at whatever
 * index. The contract is written down here from its source: it moves a scaled amount, and logs how
 * the balance has changed since the account's last event.
 */
class RoundingTest {
  private static final BigInteger RAY = BigInteger.TEN.pow(27);

  /** What happens next: an amount comes in, or goes out when negative, at a higher index. */
  record Step(BigInteger amount, BigInteger growth) {}

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<BigInteger> amounts =
        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(20).negate(), BigInteger.TEN.pow(20));
    Arbitrary<BigInteger> small =
        Arbitraries.bigIntegers().between(BigInteger.valueOf(-9), BigInteger.valueOf(9));
    Arbitrary<BigInteger> growths =
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(25));
    return Combinators.combine(Arbitraries.oneOf(amounts, small), growths).as(Step::new);
  }

  /** ScaledBalanceTokenBase of 3.5 with the roundings of TokenMath. */
  @Property(tries = 300)
  void suppliesFrom35On(@ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    follow(steps, Rounding.DOWN, true);
  }

  @Property(tries = 300)
  void debtsFrom35On(@ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    follow(steps, Rounding.UP, true);
  }

  /** ScaledBalanceTokenBase of aave-v3-core 1.19: the log has the amount itself. */
  @Property(tries = 300)
  void before35(@ForAll @Size(max = 40) List<@From("steps") Step> steps) {
    follow(steps, Rounding.HALF_UP, false);
  }

  private static void follow(List<Step> steps, Rounding rounding, boolean logsBalances) {
    BigInteger scaled = BigInteger.ZERO;
    BigInteger folded = BigInteger.ZERO;
    BigInteger index = RAY;
    BigInteger last = RAY;
    for (Step step : steps) {
      index = index.add(step.growth());
      BigInteger moved = scaledAmount(step.amount(), index, rounding);
      BigInteger next = scaled.add(moved);
      if (moved.signum() == 0 || next.signum() < 0) {
        continue;
      }
      BigInteger increase =
          rounding.balance(scaled, index).subtract(rounding.balance(scaled, last));
      BigInteger change =
          logsBalances
              ? rounding.balance(next, index).subtract(rounding.balance(scaled, last))
              : step.amount().add(increase);
      last = index;
      scaled = next;
      // Mint(value, increase) of what comes in beyond the interest, else Burn(-value, increase).
      folded = rounding.scaledAfter(folded, change.subtract(increase), index);
      assertThat(folded).isEqualTo(scaled);
    }
  }

  private static BigInteger scaledAmount(BigInteger amount, BigInteger index, Rounding rounding) {
    boolean in = amount.signum() > 0;
    BigInteger size = amount.abs();
    BigInteger scaled =
        switch (rounding) {
          case HALF_UP -> size.multiply(RAY).add(index.shiftRight(1)).divide(index);
          case DOWN -> in ? floor(size, index) : ceil(size, index);
          case UP -> in ? ceil(size, index) : floor(size, index);
        };
    return in ? scaled : scaled.negate();
  }

  private static BigInteger floor(BigInteger amount, BigInteger index) {
    return amount.multiply(RAY).divide(index);
  }

  private static BigInteger ceil(BigInteger amount, BigInteger index) {
    return amount.multiply(RAY).add(index).subtract(BigInteger.ONE).divide(index);
  }
}
