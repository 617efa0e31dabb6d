package io.setoff.adapters.evm;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.model.Amount;
import io.setoff.model.Detail;
import io.setoff.model.Leg;
import io.setoff.model.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The health factor as GenericLogic.sol of aave-v3-core computes it, from indexed positions, the
 * thresholds that they carry and the market's own prices: integer by integer.
 */
final class AaveHealth {
  private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);
  private static final BigInteger WAD = BigInteger.TEN.pow(18);

  private AaveHealth() {}

  /** Empty when the account owes nothing. */
  static Optional<BigDecimal> of(DevnetChain chain, long height, List<Position> positions) {
    BigInteger collateral = BigInteger.ZERO;
    BigInteger counted = BigInteger.ZERO;
    Map<String, BigInteger> owed = new TreeMap<>();
    for (Position position : positions) {
      if (position.detail() instanceof Detail.Lend lend) {
        Leg leg = position.legs().get(0);
        if (leg.amount().signum() < 0) {
          owed.merge(key(leg), leg.amount().units().negate(), BigInteger::add);
        } else if (leg.countsAsCollateral() && lend.liquidationThreshold().signum() > 0) {
          BigInteger value = value(chain, height, leg, leg.amount().units());
          collateral = collateral.add(value);
          counted = counted.add(value.multiply(basisPoints(lend.liquidationThreshold())));
        }
      }
    }
    BigInteger debt = BigInteger.ZERO;
    for (Position position : positions) {
      if (position.detail() instanceof Detail.Lend) {
        Leg leg = position.legs().get(0);
        BigInteger units = Optional.ofNullable(owed.remove(key(leg))).orElse(BigInteger.ZERO);
        debt = debt.add(value(chain, height, leg, units));
      }
    }
    if (debt.signum() == 0) {
      return Optional.empty();
    }
    BigInteger threshold = collateral.signum() == 0 ? BigInteger.ZERO : counted.divide(collateral);
    BigInteger weighed =
        collateral.multiply(threshold).add(BASIS_POINTS.shiftRight(1)).divide(BASIS_POINTS);
    return Optional.of(
        new BigDecimal(weighed.multiply(WAD).add(debt.shiftRight(1)).divide(debt), 18));
  }

  private static String key(Leg leg) {
    return leg.asset().value();
  }

  private static BigInteger basisPoints(BigDecimal ratio) {
    return ratio.movePointRight(4).toBigIntegerExact();
  }

  private static BigInteger value(DevnetChain chain, long height, Leg leg, BigInteger units) {
    String asset = key(leg).substring(key(leg).lastIndexOf(':') + 1);
    BigInteger price =
        chain
            .view(
                height,
                chain.address("aave/oracle"),
                "getAssetPrice(address)",
                EvmAddress.toWord(asset))
            .word(0);
    int decimals = ((Amount.Scaled) leg.amount()).decimals();
    return price.multiply(units).divide(BigInteger.TEN.pow(decimals));
  }
}
