package io.setoff.gateway.wire;

import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.v1.CashInstrument;
import io.setoff.v1.FutureInstrument;
import io.setoff.v1.Instrument;
import io.setoff.v1.LendingInstrument;
import io.setoff.v1.LendingReserve;
import io.setoff.v1.OptionInstrument;
import io.setoff.v1.OptionKind;
import io.setoff.v1.PerpetualInstrument;
import io.setoff.v1.RangeInstrument;
import io.setoff.v1.SpotInstrument;

/** Instruments as messages; {@link InstrumentRequests} is the way back. */
final class InstrumentMessages {
  private InstrumentMessages() {}

  static Instrument of(io.setoff.risk.instrument.Instrument instrument) {
    Instrument.Builder message = Instrument.newBuilder();
    switch (instrument) {
      case Cash _ -> message.setCash(CashInstrument.getDefaultInstance());
      case Spot spot ->
          message.setSpot(SpotInstrument.newBuilder().setUnderlyingId(spot.underlying().value()));
      case Perpetual perpetual ->
          message.setPerpetual(
              PerpetualInstrument.newBuilder().setUnderlyingId(perpetual.underlying().value()));
      case Future future ->
          message.setFuture(
              FutureInstrument.newBuilder()
                  .setUnderlyingId(future.underlying().value())
                  .setExpiry(Messages.timestamp(future.expiry())));
      case EuropeanOption option -> message.setOption(option(option));
      case LiquidityRange range -> message.setRange(range(range));
      case LendingAccount account -> message.setLending(lending(account));
    }
    return message.build();
  }

  private static OptionInstrument option(EuropeanOption option) {
    return OptionInstrument.newBuilder()
        .setUnderlyingId(option.underlying().value())
        .setExpiry(Messages.timestamp(option.expiry()))
        .setStrike(Messages.decimal(option.strike()))
        .setKind(
            option.type() == OptionType.CALL
                ? OptionKind.OPTION_KIND_CALL
                : OptionKind.OPTION_KIND_PUT)
        .build();
  }

  private static RangeInstrument range(LiquidityRange range) {
    return RangeInstrument.newBuilder()
        .setToken0(range.token0().value())
        .setToken1(range.token1().value())
        .setLower(Messages.decimal(range.lower()))
        .setUpper(Messages.decimal(range.upper()))
        .build();
  }

  private static LendingInstrument lending(LendingAccount account) {
    LendingInstrument.Builder message = LendingInstrument.newBuilder();
    for (LentAsset asset : account.assets()) {
      message.addReserves(
          LendingReserve.newBuilder()
              .setUnderlyingId(asset.underlying().value())
              .setSupplied(Messages.decimal(asset.supplied()))
              .setOwed(Messages.decimal(asset.owed()))
              .setLiquidationThreshold(Messages.decimal(asset.liquidationThreshold()))
              .setLiquidationBonus(Messages.decimal(asset.liquidationBonus())));
    }
    return message.build();
  }
}
