package io.setoff.adapters.evm.family.aave;

import java.math.BigInteger;

/**
 * How an implementation turns amounts into scaled ones and back.
 *
 * <p>Sources: ScaledBalanceTokenBase.sol of aave-v3-core 1.19 (versions 3.0 to 3.4), and
 * TokenMath.sol and ScaledBalanceTokenBase.sol of aave-v3-origin (from 3.5 on).
 */
enum Rounding {
  /** Half up, up to version 3.4. A log tells the amount that was asked for. */
  HALF_UP {
    @Override
    BigInteger balance(BigInteger scaled, BigInteger index) {
      return RayMath.mul(scaled, index);
    }

    @Override
    BigInteger scaledAfter(BigInteger scaled, BigInteger change, BigInteger index) {
      BigInteger moved = RayMath.div(change.abs(), index);
      return change.signum() < 0 ? scaled.subtract(moved) : scaled.add(moved);
    }
  },
  /** Supplies from 3.5 on: down. A log tells by how much the balance changed. */
  DOWN {
    @Override
    BigInteger balance(BigInteger scaled, BigInteger index) {
      return RayMath.mulFloor(scaled, index);
    }

    @Override
    BigInteger scaledAfter(BigInteger scaled, BigInteger change, BigInteger index) {
      return RayMath.divCeil(balance(scaled, index).add(change), index);
    }
  },
  /** Debts from 3.5 on: up. */
  UP {
    @Override
    BigInteger balance(BigInteger scaled, BigInteger index) {
      return RayMath.mulCeil(scaled, index);
    }

    @Override
    BigInteger scaledAfter(BigInteger scaled, BigInteger change, BigInteger index) {
      return RayMath.divFloor(balance(scaled, index).add(change), index);
    }
  };

  /** What a scaled balance is worth. */
  abstract BigInteger balance(BigInteger scaled, BigInteger index);

  /**
   * The scaled balance after a Mint or Burn.
   *
   * @param scaled before
   * @param change of the balance beyond its interest: value less balanceIncrease of a Mint, less
   *     both of a Burn
   */
  abstract BigInteger scaledAfter(BigInteger scaled, BigInteger change, BigInteger index);
}
