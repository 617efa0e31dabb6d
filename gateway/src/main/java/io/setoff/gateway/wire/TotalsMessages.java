package io.setoff.gateway.wire;

import io.setoff.gateway.totals.BookSummary;
import io.setoff.gateway.totals.ValuedBook;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.risk.totals.BandTotal;
import io.setoff.risk.totals.Cascade;
import io.setoff.risk.totals.Concentration;
import io.setoff.risk.totals.DistanceBand;
import io.setoff.risk.totals.Flow;
import io.setoff.risk.totals.Group;
import io.setoff.risk.totals.Holder;
import io.setoff.risk.totals.ReserveTotal;
import io.setoff.risk.totals.UnderlyingTotal;
import io.setoff.risk.totals.VenueTotal;
import io.setoff.v1.DistanceBandTotals;
import io.setoff.v1.Finality;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.GroupTotals;
import io.setoff.v1.LiquidationRound;
import io.setoff.v1.PriceShock;
import io.setoff.v1.ReserveTotals;
import io.setoff.v1.ShockOutcome;
import io.setoff.v1.SoldTotals;
import io.setoff.v1.TotalsHolder;
import io.setoff.v1.UnderlyingTotals;
import io.setoff.v1.VenueRisk;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Totals over all accounts as messages. */
public final class TotalsMessages {
  /** Digits of a share, rounded up: what is not nothing is not rounded to nothing. */
  private static final MathContext SHARE = new MathContext(12, RoundingMode.UP);

  private static final BandTotal NOBODY = new BandTotal(0, BigDecimal.ZERO, BigDecimal.ZERO);

  private TotalsMessages() {}

  /**
   * An answer.
   *
   * @param shocks that were asked for
   * @param outcomes of each
   */
  public static GetTotalsResponse response(
      Finality finality,
      BookSummary summary,
      List<PriceShock> shocks,
      List<Cascade.Outcome> outcomes) {
    ValuedBook book = summary.book();
    GetTotalsResponse.Builder response =
        GetTotalsResponse.newBuilder()
            .setPolicy(Enums.of(book.policy()))
            .setFinality(finality)
            .addAllAsOf(Messages.asOf(summary.cut()))
            .setComplete(summary.complete())
            .addAllGaps(Messages.gaps(summary.gaps()))
            .addAllCoverage(Messages.coverage(summary.coverage()))
            .setAccounts(book.totals().accounts())
            .setIncompleteAccounts(book.totals().incomplete());
    book.totals()
        .groups()
        .forEach((group, totals) -> response.addGroups(group(group, totals, book)));
    book.totals().venues().forEach((id, venue) -> response.addVenues(venue(id, venue)));
    for (int i = 0; i < shocks.size(); i++) {
      response.addShocks(outcome(shocks.get(i), outcomes.get(i)));
    }
    return response.build();
  }

  private static GroupTotals group(
      Group group, SortedMap<UnderlyingId, UnderlyingTotal> totals, ValuedBook book) {
    GroupTotals.Builder message =
        GroupTotals.newBuilder().setDimension(Enums.of(group.dimension())).setId(group.id());
    totals.entrySet().stream()
        .map(total -> new Priced(total.getKey(), total.getValue(), book.price(total.getKey())))
        .sorted(Priced.LARGEST_FIRST)
        .forEach(priced -> message.addUnderlyings(underlying(priced)));
    return message.build();
  }

  private record Priced(UnderlyingId underlying, UnderlyingTotal total, Optional<Price> price) {
    static final Comparator<Priced> LARGEST_FIRST =
        Comparator.comparing((Priced each) -> each.price().isEmpty())
            .thenComparing(
                each -> each.usd(each.total().gross()).orElse(BigDecimal.ZERO),
                Comparator.reverseOrder())
            .thenComparing(Priced::underlying);

    Optional<BigDecimal> usd(BigDecimal units) {
      return price.map(known -> units.multiply(known.px()));
    }
  }

  private static UnderlyingTotals underlying(Priced priced) {
    UnderlyingTotal total = priced.total();
    UnderlyingTotals.Builder message =
        UnderlyingTotals.newBuilder()
            .setUnderlyingId(priced.underlying().value())
            .setNet(Messages.decimal(total.net()))
            .setGross(Messages.decimal(total.gross()))
            .setLongUnits(Messages.decimal(total.longUnits()))
            .setShortUnits(Messages.decimal(total.shortUnits()))
            .setHolders(total.concentration().holders());
    priced.price().map(Messages::price).ifPresent(message::setPrice);
    priced.usd(total.net()).map(Messages::decimal).ifPresent(message::setNetUsd);
    priced.usd(total.gross()).map(Messages::decimal).ifPresent(message::setGrossUsd);
    total.concentration().herfindahl().map(Messages::decimal).ifPresent(message::setHerfindahl);
    for (Holder holder : total.concentration().top()) {
      message.addTop(holder(holder, total.concentration()));
    }
    return message.build();
  }

  private static TotalsHolder holder(Holder holder, Concentration of) {
    return TotalsHolder.newBuilder()
        .setAccount(holder.account())
        .setNet(Messages.decimal(holder.net()))
        .setShare(
            Messages.decimal(holder.net().abs().divide(of.absolute(), SHARE).min(BigDecimal.ONE)))
        .build();
  }

  private static VenueRisk venue(VenueId id, VenueTotal venue) {
    VenueRisk.Builder message =
        VenueRisk.newBuilder()
            .setVenue(Messages.venue(id))
            .setShortfallUsd(Messages.decimal(venue.shortfallUsd()));
    for (DistanceBand band : DistanceBand.values()) {
      message.addBands(band(band, venue.bands().getOrDefault(band, NOBODY)));
    }
    venue
        .reserves()
        .forEach((underlying, reserve) -> message.addReserves(reserve(underlying, reserve)));
    return message.build();
  }

  private static DistanceBandTotals band(DistanceBand band, BandTotal total) {
    return DistanceBandTotals.newBuilder()
        .setBand(Enums.of(band))
        .setAccounts(total.accounts())
        .setDebtUsd(Messages.decimal(total.debtUsd()))
        .setSecuredByUsd(Messages.decimal(total.securedByUsd()))
        .build();
  }

  private static ReserveTotals reserve(UnderlyingId underlying, ReserveTotal reserve) {
    return ReserveTotals.newBuilder()
        .setUnderlyingId(underlying.value())
        .setSupplied(Messages.decimal(reserve.supplied()))
        .setOwed(Messages.decimal(reserve.owed()))
        .setCashDue(Messages.decimal(reserve.cashDue()))
        .build();
  }

  private static ShockOutcome outcome(PriceShock shock, Cascade.Outcome outcome) {
    ShockOutcome.Builder message =
        ShockOutcome.newBuilder()
            .setShock(shock)
            .setAccounts(outcome.accounts())
            .setRepaidUsd(Messages.decimal(outcome.repaidUsd()))
            .setAtRest(outcome.isAtRest())
            .setShortfallUsd(Messages.decimal(outcome.shortfallUsd()));
    outcome.sold().entrySet().forEach(sold -> message.addSold(sold(sold)));
    for (Cascade.Round round : outcome.rounds()) {
      LiquidationRound.Builder one =
          LiquidationRound.newBuilder()
              .setAccounts(round.accounts())
              .setNewAccounts(round.newAccounts())
              .setRepaidUsd(Messages.decimal(round.repaidUsd()));
      round.sold().entrySet().forEach(sold -> one.addSold(sold(sold)));
      message.addRounds(one);
    }
    outcome
        .prices()
        .factors()
        .forEach(
            (underlying, factor) ->
                message.addPrices(
                    PriceShock.newBuilder()
                        .setUnderlyingId(underlying.value())
                        .setSpotFactor(Messages.decimal(factor))));
    return message.build();
  }

  private static SoldTotals sold(Map.Entry<UnderlyingId, Flow> sold) {
    return SoldTotals.newBuilder()
        .setUnderlyingId(sold.getKey().value())
        .setUnits(Messages.decimal(sold.getValue().units()))
        .setUsd(Messages.decimal(sold.getValue().usd()))
        .build();
  }
}
