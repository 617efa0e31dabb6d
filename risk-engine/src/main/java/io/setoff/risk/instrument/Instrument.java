package io.setoff.risk.instrument;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What one unit of a holding is. Underlyings are the ends of the identity graph, so that the same
 * instrument is priced once for all accounts.
 */
public sealed interface Instrument {

  /**
   * The underlyings whose price moves its value, each once and in order; US dollars, which nothing
   * moves, are none.
   */
  List<UnderlyingId> underlyings();

  /** Throws when a number cannot be used; {@code field} is the path of this instrument. */
  default void check(Supplier<String> field) {}

  private static List<UnderlyingId> one(UnderlyingId underlying) {
    return underlying.equals(UnderlyingId.USD) ? List.of() : List.of(underlying);
  }

  private static List<UnderlyingId> withoutDollars(Stream<UnderlyingId> underlyings) {
    return underlyings.filter(one -> !one.equals(UnderlyingId.USD)).distinct().sorted().toList();
  }

  /** One US dollar. No scenario moves it. */
  record Cash() implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return List.of();
    }
  }

  /** One unit of an underlying, held or owed. */
  record Spot(UnderlyingId underlying) implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return one(underlying);
    }
  }

  /**
   * One unit of a perpetual future at its mark: worth 0 now, and what the mark gains in a scenario.
   */
  record Perpetual(UnderlyingId underlying) implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return one(underlying);
    }
  }

  /** One unit of a dated future at its mark: as a perpetual, on the forward of its expiry. */
  record Future(UnderlyingId underlying, Instant expiry) implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return one(underlying);
    }
  }

  /**
   * One European option, cash-settled in USD.
   *
   * @param strike USD per unit, at least 0
   */
  record EuropeanOption(UnderlyingId underlying, Instant expiry, double strike, OptionType type)
      implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return one(underlying);
    }

    @Override
    public void check(Supplier<String> field) {
      Require.notNegative(() -> field.get() + ".strike", strike);
    }
  }

  /**
   * One unit of liquidity in a price range of a constant-product pool. Prices are token 1 per token
   * 0 in whole tokens; with liquidity L of the pool's integer kind and token decimals d0, d1 a
   * holding has L / 10^((d0 + d1) / 2) units.
   *
   * @param lower price, at least 0
   * @param upper price, above {@code lower}; may be infinite for a range without end
   */
  record LiquidityRange(UnderlyingId token0, UnderlyingId token1, double lower, double upper)
      implements Instrument {
    @Override
    public List<UnderlyingId> underlyings() {
      return withoutDollars(Stream.of(token0, token1));
    }

    @Override
    public void check(Supplier<String> field) {
      Require.notNegative(() -> field.get() + ".lower", lower);
      if (!(upper > lower)) {
        throw new InvalidRiskInputException(
            field.get() + ".upper", "must be above lower, is " + upper + ", lower is " + lower);
      }
    }
  }

  /**
   * All that one account has supplied to and borrowed from one market that liquidates it as a
   * whole. One unit is the account.
   *
   * <p>Its value is collateral less debt, but not below 0 when {@code nonRecourse}, and less the
   * liquidation bonus once its health factor is below 1: the loss of a lending account is not
   * linear.
   *
   * @param assets what is supplied and owed, one entry per underlying and reserve
   * @param nonRecourse whether nobody can claim more than the collateral
   */
  record LendingAccount(List<LentAsset> assets, boolean nonRecourse) implements Instrument {
    public LendingAccount {
      assets = List.copyOf(assets);
    }

    @Override
    public List<UnderlyingId> underlyings() {
      return withoutDollars(assets.stream().map(LentAsset::underlying));
    }

    @Override
    public void check(Supplier<String> field) {
      for (int i = 0; i < assets.size(); i++) {
        assets.get(i).check(field.get() + ".reserves[" + i + "]");
      }
    }
  }

  /**
   * A reserve of a lending account.
   *
   * @param supplied units, at least 0
   * @param owed units, at least 0
   * @param liquidationThreshold share of the supplied value that counts towards health, 0 to 1; 0
   *     when it is not used as collateral
   * @param liquidationBonus extra share of collateral that a liquidator gets, 0.05 is 5 %
   */
  record LentAsset(
      UnderlyingId underlying,
      double supplied,
      double owed,
      double liquidationThreshold,
      double liquidationBonus) {
    void check(String field) {
      Require.notNegative(field + ".supplied", supplied);
      Require.notNegative(field + ".owed", owed);
      Require.within(field + ".liquidation_threshold", liquidationThreshold, 0, 1);
      Require.within(field + ".liquidation_bonus", liquidationBonus, 0, 1);
    }
  }
}
