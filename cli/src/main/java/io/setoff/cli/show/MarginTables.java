package io.setoff.cli.show;

import io.setoff.model.Text;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.LateGain;
import io.setoff.v1.LiquidationTrigger;
import io.setoff.v1.LiquidationView;
import io.setoff.v1.MarginTotals;
import io.setoff.v1.MarginView;
import io.setoff.v1.PartAmount;
import io.setoff.v1.Requirement;
import io.setoff.v1.RequirementPart;
import io.setoff.v1.WorstScenario;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Margin for people. */
public final class MarginTables {
  private static final String UNKNOWN = "unknown";
  private static final int SHOWN_HASH_DIGITS = 12;

  private MarginTables() {}

  /**
   * Everything about a margin: how much, of what, whose share, who is told what, what breaks first.
   */
  public static void print(PrintWriter out, MarginView view, DisplayNames names) {
    out.println(headline(view));
    out.println(parts(view.getTotals()));
    view.getWorstList().forEach(worst -> out.println(worst(worst, names)));
    view.getLateGainsList().forEach(gain -> out.println(late(gain, names)));
    out.println("whose share of the net of all it is");
    out.println(attribution(view, names));
    out.println("what each protocol is told to require");
    out.println(accounts(view, names));
    liquidation(view.getLiquidation(), names).forEach(out::println);
    out.println(stamp(view.getBasis().getStamp()));
    Tables.gaps(view.getBasis().getGapsList()).forEach(out::println);
    view.getBasis()
        .getRiskGapsList()
        .forEach(gap -> out.println("gap: " + Text.plain(gap.getDetail())));
  }

  /** One line: what is asked for, and what there is. */
  static String headline(MarginView view) {
    return "margin required "
        + required(view)
        + " USD of "
        + Display.usd(new BigDecimal(view.getTotals().getEquityUsd()))
        + " USD equity; gross "
        + amount(view.getTotals().getGross().getTotalUsd())
        + ", net of all "
        + amount(view.getTotals().getNetOfAll().getTotalUsd())
        + " USD"
        + (view.getBasis().getComplete() ? "" : "  (INCOMPLETE, see the gaps)");
  }

  private static String required(MarginView view) {
    return view.hasRequiredUsd() ? amount(view.getRequiredUsd()) : UNKNOWN;
  }

  /** The four ways side by side, a row per part. */
  static String parts(MarginTotals totals) {
    List<Requirement> ways =
        List.of(
            totals.getGross(), totals.getStandAlone(), totals.getNetPerSet(), totals.getNetOfAll());
    List<List<String>> rows = new ArrayList<>();
    for (RequirementPart part : RequirementPart.values()) {
      List<String> row = new ArrayList<>(List.of(words(part, "requirement part ")));
      ways.forEach(way -> row.add(amount(part, way)));
      if (row.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
        rows.add(row);
      }
    }
    List<String> total = new ArrayList<>(List.of("total"));
    ways.forEach(way -> total.add(amount(way.getTotalUsd())));
    rows.add(total);
    return Tables.table(
        List.of("USD", "gross>", "accounts alone>", "net per set>", "net of all>"), rows);
  }

  /** Empty when the part asks for nothing. */
  private static String amount(RequirementPart part, Requirement way) {
    return way.getPartsList().stream()
        .filter(each -> each.getPart() == part)
        .map(PartAmount::getUsd)
        .filter(usd -> new BigDecimal(usd).signum() != 0)
        .map(MarginTables::amount)
        .findFirst()
        .orElse("");
  }

  private static String worst(WorstScenario worst, DisplayNames names) {
    return "worst scenario of "
        + Text.plain(names.underlying(worst.getUnderlyingId()))
        + ": "
        + Text.plain(worst.getScenario())
        + ", a loss of "
        + amount(worst.getLossUsd())
        + " USD";
  }

  /** What a hedge between venues waits for. */
  static String late(LateGain gain, DisplayNames names) {
    return "delay "
        + amount(gain.getChargeUsd())
        + ": when "
        + Text.plain(names.underlying(gain.getUnderlyingId()))
        + " "
        + words(gain.getPriceMove(), "price move ")
        + ", "
        + Display.units(new BigDecimal(gain.getUnits())).replace("+", "")
        + " units wait for the gain at "
        + Text.plain(names.venue(gain.getVenue()))
        + (gain.getWorthNothing() ? ", so long that the hedge is worth nothing" : "");
  }

  private static String attribution(MarginView view, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (HoldingContribution holding : view.getAttributionList()) {
      rows.add(
          List.of(
              names.venue(holding.getVenue()),
              holding.getLabel(),
              Display.words(holding.getInstrument().getKindCase()),
              Display.units(new BigDecimal(holding.getQuantity())),
              holding.hasValueUsd() ? Display.usd(new BigDecimal(holding.getValueUsd())) : UNKNOWN,
              amount(holding.getAloneUsd()),
              Display.usd(new BigDecimal(holding.getContributionUsd()))));
    }
    rows.add(
        List.of("total", "", "", "", "", "", amount(view.getTotals().getNetOfAll().getTotalUsd())));
    return Tables.table(
        List.of("venue", "position", "held as", "units>", "value USD>", "alone>", "share>"), rows);
  }

  private static String accounts(MarginView view, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (AccountRequirement account : view.getAccountsList()) {
      rows.add(
          List.of(
              names.venue(account.getVenue()),
              account.hasStandAloneUsd() ? amount(account.getStandAloneUsd()) : UNKNOWN,
              account.hasRequiredUsd() ? amount(account.getRequiredUsd()) : UNKNOWN,
              words(account.getReason(), "requirement reason ")));
    }
    rows.add(List.of("total", "", required(view), ""));
    return Tables.table(List.of("venue", "alone>", "required>", "why"), rows);
  }

  private static List<String> liquidation(LiquidationView view, DisplayNames names) {
    if (!view.hasFirst()) {
      return List.of("no move of the markets liquidates anything");
    }
    LiquidationTrigger first = view.getFirst();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "liquidated first: %s, when %s moves by %s, %s daily volatilities",
            Text.plain(names.venue(first.getVenue())),
            Text.plain(names.underlying(first.getUnderlyingId())),
            signedPercent(first.getMove()),
            new BigDecimal(first.getSigmas()).setScale(1, RoundingMode.HALF_EVEN)));
    if (view.hasAfterFirst()) {
      lines.add(
          "without it the rest requires "
              + amount(view.getAfterFirst().getTotals().getNetOfAll().getTotalUsd())
              + " USD net of all");
    }
    return lines;
  }

  private static String stamp(CalculationStamp stamp) {
    return "calculated with "
        + stamp.getParameterSet()
        + " "
        + shortHash(stamp.getParameterHash())
        + " from inputs "
        + shortHash(stamp.getInputHash())
        + " by engine "
        + stamp.getEngineVersion();
  }

  private static String shortHash(String hash) {
    return hash.substring(0, Math.min(SHOWN_HASH_DIGITS, hash.length()));
  }

  public static String amount(String usd) {
    return Display.usd(new BigDecimal(usd)).replace("+", "");
  }

  private static String signedPercent(String ratio) {
    String percent = Display.percent(new BigDecimal(ratio));
    return percent.startsWith("-") ? percent : "+" + percent;
  }

  private static String words(Enum<?> constant, String prefix) {
    return Display.words(constant).replace(prefix, "");
  }
}
