package io.setoff.cli.show;

import io.setoff.v1.DistanceBandTotals;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.GroupTotals;
import io.setoff.v1.Provenance;
import io.setoff.v1.ReserveTotals;
import io.setoff.v1.ShockOutcome;
import io.setoff.v1.SoldTotals;
import io.setoff.v1.TotalsDimension;
import io.setoff.v1.TotalsHolder;
import io.setoff.v1.UnderlyingTotals;
import io.setoff.v1.VenueCoverage;
import io.setoff.v1.VenueRisk;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Totals over all accounts as tables. */
public final class TotalsTables {
  private static final int SHOWN_HOLDERS = 5;
  private static final String UNKNOWN = "unknown";

  private TotalsTables() {}

  /** Everything of an answer that people read; the JSON has all. */
  public static void print(PrintWriter out, GetTotalsResponse totals, DisplayNames names) {
    out.println(
        "%d accounts%s"
            .formatted(
                totals.getAccounts(),
                totals.getComplete()
                    ? ""
                    : "  (INCOMPLETE: %d not stated in full)"
                        .formatted(totals.getIncompleteAccounts())));
    for (Provenance block : totals.getAsOfList()) {
      out.println(Display.block(block));
    }
    out.println(groups(totals.getGroupsList(), names));
    totals.getGroupsList().stream()
        .filter(group -> group.getDimension() == TotalsDimension.TOTALS_DIMENSION_ALL)
        .map(group -> holders(group, names))
        .forEach(out::println);
    for (VenueRisk venue : totals.getVenuesList()) {
      out.println();
      out.println("distance to liquidation, " + names.venue(venue.getVenue().getId()));
      out.println(bands(venue.getBandsList()));
      reserves(venue, names).forEach(out::println);
    }
    out.println();
    out.println("what a move of prices liquidates");
    out.println(shocks(totals.getShocksList(), names));
    totals.getCoverageList().stream()
        .filter(venue -> !venue.getReason().isEmpty())
        .map(TotalsTables::reason)
        .forEach(out::println);
    Tables.gaps(totals.getGapsList()).forEach(out::println);
  }

  private static String reason(VenueCoverage venue) {
    return Display.words(venue.getState()).replace("coverage state ", "")
        + ": "
        + venue.getVenue().getId()
        + ": "
        + venue.getReason();
  }

  private static String groups(List<GroupTotals> groups, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (GroupTotals group : groups) {
      String name = name(group, names);
      for (UnderlyingTotals each : group.getUnderlyingsList()) {
        rows.add(
            List.of(
                name,
                names.underlying(each.getUnderlyingId()),
                Display.units(new BigDecimal(each.getNet())),
                unsigned(Display.units(new BigDecimal(each.getGross()))),
                each.hasNetUsd() ? Display.usd(new BigDecimal(each.getNetUsd())) : UNKNOWN,
                String.valueOf(each.getHolders()),
                each.hasHerfindahl() ? rounded(each.getHerfindahl()) : ""));
        name = "";
      }
    }
    return Tables.table(
        List.of("group", "underlying", "net>", "gross>", "net USD>", "holders>", "index>"), rows);
  }

  private static String name(GroupTotals group, DisplayNames names) {
    return switch (group.getDimension()) {
      case TOTALS_DIMENSION_ALL -> "everything";
      case TOTALS_DIMENSION_VENUE -> names.venue(group.getId());
      case TOTALS_DIMENSION_NETTING_SET ->
          group.getId().isEmpty() ? "no netting set" : "set " + group.getId();
      default -> group.getId();
    };
  }

  private static String holders(GroupTotals group, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (UnderlyingTotals each : group.getUnderlyingsList()) {
      String name = names.underlying(each.getUnderlyingId());
      for (TotalsHolder holder :
          each.getTopList().subList(0, Math.min(SHOWN_HOLDERS, each.getTopCount()))) {
        rows.add(
            List.of(
                name,
                holder.getAccount(),
                Display.units(new BigDecimal(holder.getNet())),
                Display.percent(new BigDecimal(holder.getShare()))));
        name = "";
      }
    }
    return Tables.table(List.of("underlying", "largest holders", "net>", "share>"), rows);
  }

  private static String bands(List<DistanceBandTotals> bands) {
    List<List<String>> rows = new ArrayList<>();
    for (DistanceBandTotals band : bands) {
      rows.add(
          List.of(
              Display.words(band.getBand()).replace("distance band ", "").replace("percent", "%"),
              String.valueOf(band.getAccounts()),
              unsigned(Display.usd(new BigDecimal(band.getDebtUsd()))),
              unsigned(Display.usd(new BigDecimal(band.getSecuredByUsd())))));
    }
    return Tables.table(List.of("distance", "accounts>", "debt USD>", "secured by USD>"), rows);
  }

  private static List<String> reserves(VenueRisk venue, DisplayNames names) {
    List<String> lines = new ArrayList<>();
    for (ReserveTotals reserve : venue.getReservesList()) {
      lines.add(
          "%s: owes %s to suppliers, is owed %s"
              .formatted(
                  names.underlying(reserve.getUnderlyingId()),
                  unsigned(Display.units(new BigDecimal(reserve.getSupplied()))),
                  unsigned(Display.units(new BigDecimal(reserve.getOwed())))));
    }
    if (!lines.isEmpty()) {
      lines.add(
          "debt above its collateral: "
              + unsigned(Display.usd(new BigDecimal(venue.getShortfallUsd())))
              + " USD");
    }
    return lines;
  }

  private static String shocks(List<ShockOutcome> shocks, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (ShockOutcome outcome : shocks) {
      String id = outcome.getShock().getUnderlyingId();
      rows.add(
          List.of(
              (id.isEmpty() ? "all prices" : names.underlying(id))
                  + " x "
                  + outcome.getShock().getSpotFactor(),
              String.valueOf(outcome.getAccounts()),
              String.valueOf(outcome.getRoundsCount()),
              unsigned(Display.usd(new BigDecimal(outcome.getRepaidUsd()))),
              outcome.getSoldList().stream()
                  .map(sold -> sold(sold, names))
                  .collect(Collectors.joining(", ")),
              unsigned(Display.usd(new BigDecimal(outcome.getShortfallUsd())))));
    }
    return Tables.table(
        List.of("move", "accounts>", "rounds>", "repaid USD>", "sells", "uncovered USD>"), rows);
  }

  private static String sold(SoldTotals sold, DisplayNames names) {
    return Display.units(new BigDecimal(sold.getUnits()))
        + " "
        + names.underlying(sold.getUnderlyingId());
  }

  private static String rounded(String index) {
    return new BigDecimal(index).round(new MathContext(4)).toPlainString();
  }

  private static String unsigned(String text) {
    return text.replace("+", "");
  }
}
