package io.setoff.risk.description;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.OptionType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one unit of a holding is; see {@link Instrument}. */
public sealed interface InstrumentInput {
  Instrument instrument();

  /** Throws when its fields do not fit each other; {@code field} is its path. */
  default void check(String field) {}

  /** When it ends, if it does. */
  default Optional<Instant> end() {
    return Optional.empty();
  }

  /** See {@link Instrument.Cash}. */
  record Cash() implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Cash();
    }
  }

  /** See {@link Instrument.Spot}. */
  record Spot(UnderlyingId underlying) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Spot(underlying);
    }
  }

  /** See {@link Instrument.Perpetual}. */
  record Perpetual(UnderlyingId underlying) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Perpetual(underlying);
    }
  }

  /** See {@link Instrument.Future}. */
  record Future(UnderlyingId underlying, Instant expiry) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Future(underlying, expiry);
    }

    @Override
    public Optional<Instant> end() {
      return Optional.of(expiry);
    }
  }

  /**
   * See {@link Instrument.EuropeanOption}.
   *
   * @param volatility of its own; without it that of the market
   */
  record Option(
      UnderlyingId underlying,
      Instant expiry,
      double strike,
      OptionType optionType,
      OptionalDouble volatility)
      implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.EuropeanOption(underlying, expiry, strike, optionType);
    }

    @Override
    public Optional<Instant> end() {
      return Optional.of(expiry);
    }
  }

  /**
   * See {@link Instrument.LiquidityRange}.
   *
   * @param upper none for a range without end
   */
  record LiquidityRange(
      UnderlyingId token0, UnderlyingId token1, double lower, OptionalDouble upper)
      implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.LiquidityRange(
          token0, token1, lower, upper.orElse(Double.POSITIVE_INFINITY));
    }

    @Override
    public void check(String field) {
      Require.that(!token0.equals(token1), field + ".token1", "must not be token0, is " + token1);
    }
  }

  /**
   * See {@link Instrument.LendingAccount}.
   *
   * @param nonRecourse whether nobody can claim more than the collateral; false when missing
   */
  record LendingAccount(List<Lent> assets, Optional<Boolean> nonRecourse)
      implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.LendingAccount(
          assets.stream().map(Lent::asset).toList(), nonRecourse.orElse(false));
    }
  }

  /**
   * See {@link Instrument.LentAsset}. What is missing is 0.
   *
   * @param underlying what is lent
   */
  record Lent(
      UnderlyingId underlying,
      OptionalDouble supplied,
      OptionalDouble owed,
      OptionalDouble liquidationThreshold,
      OptionalDouble liquidationBonus) {
    Instrument.LentAsset asset() {
      return new Instrument.LentAsset(
          underlying,
          supplied.orElse(0),
          owed.orElse(0),
          liquidationThreshold.orElse(0),
          liquidationBonus.orElse(0));
    }
  }
}
