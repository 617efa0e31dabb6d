package io.setoff.gateway.wire;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.hedge.HedgeFigure;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.v1.HedgeOutcome;
import io.setoff.v1.HedgeTrade;
import io.setoff.v1.UnderlyingGreeks;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** Suggested trades and sensitivities as messages. */
public final class HedgeMessages {
  private HedgeMessages() {}

  public static HedgeTrade trade(HedgeSuggestion.Trade trade) {
    Holding holding = trade.holding();
    return HedgeTrade.newBuilder()
        .setVenue(holding.venue())
        .setMarginAccount(holding.marginAccount())
        .setInstrument(InstrumentMessages.of(holding.instrument()))
        .setQuantity(Messages.decimal(holding.quantity()))
        .setCostUsd(Messages.decimal(trade.cost()))
        .addAllWorse(figures(trade.worse()))
        .build();
  }

  public static List<io.setoff.v1.HedgeFigure> figures(SortedSet<HedgeFigure> figures) {
    return figures.stream().map(Enums::of).toList();
  }

  public static HedgeOutcome outcome(HedgeSuggestion.State state) {
    return HedgeOutcome.newBuilder()
        .setRequiredUsd(MarginMessages.micros(state.required()))
        .setTotals(RequirementMessages.totals(state.totals()))
        .addAllGreeks(greeks(state.greeks()))
        .setDailyDeviationUsd(Messages.decimal(state.dailyDeviation()))
        .build();
  }

  public static List<UnderlyingGreeks> greeks(
      SortedMap<UnderlyingId, HedgeSuggestion.Greeks> greeks) {
    List<UnderlyingGreeks> messages = new ArrayList<>();
    greeks.forEach(
        (underlying, of) ->
            messages.add(
                UnderlyingGreeks.newBuilder()
                    .setUnderlyingId(underlying.value())
                    .setDeltaUsd(Messages.decimal(of.delta()))
                    .setGammaUsd(Messages.decimal(of.gamma()))
                    .setVegaUsd(Messages.decimal(of.vega()))
                    .build()));
    return messages;
  }
}
