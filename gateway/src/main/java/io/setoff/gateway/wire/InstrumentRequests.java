package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.OptionType;
import io.setoff.v1.FutureInstrument;
import io.setoff.v1.LendingInstrument;
import io.setoff.v1.LendingReserve;
import io.setoff.v1.OptionInstrument;
import io.setoff.v1.RangeInstrument;
import java.util.ArrayList;
import java.util.List;

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
    Fields.atMost(field + ".reserves", message.getReservesCount(), MAX_RESERVES);
    List<Instrument.LentAsset> assets = new ArrayList<>();
    for (LendingReserve reserve : message.getReservesList()) {
      String path = field + ".reserves[" + assets.size() + "]";
      assets.add(
          new Instrument.LentAsset(
              Fields.underlying(path + ".underlying_id", reserve.getUnderlyingId()),
              Fields.number(path + ".supplied", reserve.getSupplied(), 0),
              Fields.number(path + ".owed", reserve.getOwed(), 0),
              Fields.number(path + ".liquidation_threshold", reserve.getLiquidationThreshold(), 0),
              Fields.number(path + ".liquidation_bonus", reserve.getLiquidationBonus(), 0)));
    }
    return new Instrument.LendingAccount(assets, NON_RECOURSE);
  }
}
