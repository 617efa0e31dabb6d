package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.OptionType;
import io.setoff.v1.FutureInstrument;
import io.setoff.v1.LendingInstrument;
import io.setoff.v1.LendingReserve;
import io.setoff.v1.OptionInstrument;
import io.setoff.v1.RangeInstrument;

/** Instruments that clients name. */
public final class InstrumentRequests {
  /** A lending account that a client makes up is one that can only lose its collateral. */
  private static final boolean NON_RECOURSE = true;

  private static final int MAX_RESERVES = 100;

  private InstrumentRequests() {}

  /** The instrument of the message at {@code field}. */
  public static Instrument of(String field, io.setoff.v1.Instrument message) {
    return switch (message.getKindCase()) {
      case CASH -> new Instrument.Cash();
      case SPOT ->
          new Instrument.Spot(
              Fields.underlying(
                  field + ".spot.underlying_id", message.getSpot().getUnderlyingId()));
      case PERPETUAL ->
          new Instrument.Perpetual(
              Fields.underlying(
                  field + ".perpetual.underlying_id", message.getPerpetual().getUnderlyingId()));
      case FUTURE -> future(field + ".future", message.getFuture());
      case OPTION -> option(field + ".option", message.getOption());
      case RANGE -> range(field + ".range", message.getRange());
      case LENDING -> lending(field + ".lending", message.getLending());
      case KIND_NOT_SET ->
          throw RequestException.invalid(
              field, "needs one of cash, spot, perpetual, future, option, range, lending");
    };
  }

  private static Instrument future(String field, FutureInstrument message) {
    return new Instrument.Future(
        Fields.underlying(field + ".underlying_id", message.getUnderlyingId()),
        Fields.instant(field + ".expiry", message.getExpiry()));
  }

  private static Instrument option(String field, OptionInstrument message) {
    return new Instrument.EuropeanOption(
        Fields.underlying(field + ".underlying_id", message.getUnderlyingId()),
        Fields.instant(field + ".expiry", message.getExpiry()),
        Fields.number(field + ".strike", message.getStrike()),
        switch (message.getKind()) {
          case OPTION_KIND_CALL -> OptionType.CALL;
          case OPTION_KIND_PUT -> OptionType.PUT;
          case OPTION_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw RequestException.invalid(field + ".kind", "is neither CALL nor PUT");
        });
  }

  private static Instrument range(String field, RangeInstrument message) {
    return new Instrument.LiquidityRange(
        Fields.underlying(field + ".token0", message.getToken0()),
        Fields.underlying(field + ".token1", message.getToken1()),
        Fields.number(field + ".lower", message.getLower()),
        Fields.number(field + ".upper", message.getUpper()));
  }

  private static Instrument lending(String field, LendingInstrument message) {
    return new Instrument.LendingAccount(
        Fields.list(
            field + ".reserves",
            message.getReservesList(),
            MAX_RESERVES,
            InstrumentRequests::reserve),
        NON_RECOURSE);
  }

  private static Instrument.LentAsset reserve(String field, LendingReserve message) {
    return new Instrument.LentAsset(
        Fields.underlying(field + ".underlying_id", message.getUnderlyingId()),
        Fields.number(field + ".supplied", message.getSupplied(), 0),
        Fields.number(field + ".owed", message.getOwed(), 0),
        Fields.number(field + ".liquidation_threshold", message.getLiquidationThreshold(), 0),
        Fields.number(field + ".liquidation_bonus", message.getLiquidationBonus(), 0));
  }
}
