package io.setoff.risk.description;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.OptionType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one unit of a holding is, by the names of the API's messages; see {@link Instrument}. */
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
  record Spot(UnderlyingId underlyingId) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Spot(underlyingId);
    }
  }

  /** See {@link Instrument.Perpetual}. */
  record Perpetual(UnderlyingId underlyingId) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Perpetual(underlyingId);
    }
  }

  /** See {@link Instrument.Future}. */
  record Future(UnderlyingId underlyingId, Instant expiry) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.Future(underlyingId, expiry);
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
      UnderlyingId underlyingId,
      Instant expiry,
      double strike,
      OptionType kind,
      OptionalDouble volatility)
      implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.EuropeanOption(underlyingId, expiry, strike, kind);
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
  record Range(UnderlyingId token0, UnderlyingId token1, double lower, OptionalDouble upper)
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
  record Lending(List<Reserve> reserves, Optional<Boolean> nonRecourse) implements InstrumentInput {
    @Override
    public Instrument instrument() {
      return new Instrument.LendingAccount(
          reserves.stream().map(Reserve::asset).toList(), nonRecourse.orElse(false));
    }
  }

  /**
   * See {@link Instrument.LentAsset}. What is missing is 0.
   *
   * @param underlyingId what is lent
   */
  record Reserve(
      UnderlyingId underlyingId,
      OptionalDouble supplied,
      OptionalDouble owed,
      OptionalDouble liquidationThreshold,
      OptionalDouble liquidationBonus) {
    Instrument.LentAsset asset() {
      return new Instrument.LentAsset(
          underlyingId,
          supplied.orElse(0),
          owed.orElse(0),
          liquidationThreshold.orElse(0),
          liquidationBonus.orElse(0));
    }
  }
}
