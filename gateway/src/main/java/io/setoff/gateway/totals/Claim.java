package io.setoff.gateway.totals;

import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.Detail;
import io.setoff.model.Leg;
import io.setoff.model.Position;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.mapping.HoldingMapper;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** What an account holds at a venue, in what only rows of its own change. */
sealed interface Claim {
  /** What its venue liquidates it with. */
  AccountKey margined();

  /**
   * A lending balance, which is worth more with each block.
   *
   * @param carrier the token that carries it, or stands for it
   * @param node what it is lent in
   * @param decimals of that
   * @param scaled before interest, base units, at least 0
   * @param sign 1 for a supply, -1 for a debt
   * @param threshold share of its value that counts towards health; 0 when it is no collateral
   * @param bonus extra share of it that a liquidator gets
   */
  record Lent(
      AccountKey margined,
      AssetId carrier,
      UnderlyingId node,
      int decimals,
      BigInteger scaled,
      int sign,
      BigDecimal threshold,
      BigDecimal bonus)
      implements Claim {
    private static final BigInteger RAY = BigInteger.TEN.pow(27);

    /** With its interest, signed, rounded half up to a base unit as the market does. */
    BigDecimal units(BigInteger indexRay) {
      return new BigDecimal(balance(scaled, indexRay).multiply(BigInteger.valueOf(sign)), decimals);
    }

    private static BigInteger balance(BigInteger scaled, BigInteger indexRay) {
      return scaled.multiply(indexRay).add(RAY.shiftRight(1)).divide(RAY);
    }

    /** A position as one; empty when it is something else, or something of it is not known. */
    static Optional<Claim> of(Position position) {
      if (position.detail() instanceof Detail.Lend lend
          && !lend.stableRate()
          && position.gaps().isEmpty()
          && position.legs().size() == 1
          && position.legs().getFirst().amount() instanceof Amount.Scaled amount) {
        BigInteger units = amount.units();
        boolean isFolded =
            units
                    .abs()
                    .subtract(balance(lend.scaledUnits(), lend.indexRay()))
                    .abs()
                    .compareTo(BigInteger.ONE)
                <= 0;
        return isFolded
            ? Optional.of(of(position, lend, position.legs().getFirst(), amount))
            : Optional.empty();
      }
      return Optional.empty();
    }

    private static Lent of(Position position, Detail.Lend lend, Leg leg, Amount.Scaled amount) {
      boolean collateral = leg.countsAsCollateral();
      return new Lent(
          key(position),
          lend.token(),
          UnderlyingId.of(leg.asset()),
          amount.decimals(),
          lend.scaledUnits(),
          amount.units().signum(),
          collateral ? lend.liquidationThreshold() : BigDecimal.ZERO,
          collateral ? lend.liquidationBonus() : BigDecimal.ZERO);
    }
  }

  /**
   * Anything else.
   *
   * @param position as it was read
   */
  record Whole(Position position) implements Claim {
    @Override
    public AccountKey margined() {
      return key(position);
    }

    /** Whether it changes with the block's time alone. */
    boolean ages() {
      return position.detail() instanceof Detail.Lend lend && lend.stableRate();
    }
  }

  private static AccountKey key(Position position) {
    return new AccountKey(position.venue().toString(), HoldingMapper.marginAccount(position));
  }
}
