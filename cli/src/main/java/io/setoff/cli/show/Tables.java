package io.setoff.cli.show;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.setoff.model.Text;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureView;
import io.setoff.v1.Finality;
import io.setoff.v1.Gap;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.Leg;
import io.setoff.v1.LegRole;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Position;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.VenueCoverage;
import io.setoff.v1.VenueExposure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers of the gateway as tables. */
public final class Tables {
  private static final String UNKNOWN = "unknown";

  /** As wide as help texts. */
  private static final int WIDTH = 100;

  private static final int LEAST_WORDS = 12;

  /** Of a cell, left and right. */
  private static final int PADDING = 2;

  private Tables() {}

  /**
   * A table from rows of cells, of at most 100 columns of characters where words can be broken into
   * lines; columns whose header ends with {@code >} are aligned right and stay whole.
   */
  public static String table(List<String> headers, List<List<String>> rows) {
    int[] widths = widths(headers, rows);
    Column[] columns = new Column[headers.size()];
    for (int i = 0; i < columns.length; i++) {
      String header = headers.get(i);
      boolean right = header.endsWith(">");
      columns[i] =
          new Column()
              .header(right ? header.substring(0, header.length() - 1) : header)
              .headerAlign(right ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
              .dataAlign(right ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
              .maxWidth(widths[i]);
    }
    String[][] cells =
        rows.stream()
            .map(row -> row.stream().map(Text::plain).toArray(String[]::new))
            .toArray(String[][]::new);
    return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, cells);
  }

  /** What each column takes; the widest with words give way until all fits. */
  private static int[] widths(List<String> headers, List<List<String>> rows) {
    int[] widths = new int[headers.size()];
    int sum = 1;
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int cells = rows.stream().mapToInt(r -> Text.plain(r.get(column)).length()).max().orElse(0);
      widths[i] = Math.max(headers.get(i).replace(">", "").length(), cells) + PADDING;
      sum += widths[i] + 1;
    }
    for (; sum > WIDTH; sum--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean gives = !headers.get(i).endsWith(">") && widths[i] > LEAST_WORDS;
        widest = gives && (widest < 0 || widths[i] > widths[widest]) ? i : widest;
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /** Net and gross per underlying, with what each venue adds. */
  public static String exposures(ExposureView view, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (UnderlyingExposure underlying : view.getUnderlyingsList()) {
      rows.add(
          List.of(
              names.underlying(underlying.getUnderlyingId()),
              "",
              Display.units(new BigDecimal(underlying.getNet())),
              Display.units(new BigDecimal(underlying.getGross())).replace("+", ""),
              underlying.hasOffsetRatio()
                  ? Display.percent(new BigDecimal(underlying.getOffsetRatio()))
                  : "",
              underlying.hasNetUsd()
                  ? Display.usd(new BigDecimal(underlying.getNetUsd()))
                  : UNKNOWN));
      for (VenueExposure venue : underlying.getByVenueList()) {
        rows.add(
            List.of(
                "",
                names.venue(venue.getVenue().getId()) + ", " + DisplayNames.kind(venue.getKind()),
                Display.units(new BigDecimal(venue.getNet())),
                "",
                "",
                venue.hasNetUsd() ? Display.usd(new BigDecimal(venue.getNetUsd())) : UNKNOWN));
      }
    }
    return table(List.of("underlying", "venue", "net>", "gross>", "offset>", "net USD>"), rows);
  }

  /** One line: the sums over all underlyings but dollars, and by which choices they are so. */
  public static String headline(GetExposureResponse response) {
    ExposureView view = response.getView();
    String offset =
        view.hasOffsetRatio()
            ? ", " + Display.percent(new BigDecimal(view.getOffsetRatio())) + " of it nets out"
            : "";
    return "net exposure "
        + Display.usd(new BigDecimal(view.getNetUsd()))
        + " USD, gross "
        + Display.usd(new BigDecimal(view.getGrossUsd())).replace("+", "")
        + " USD"
        + offset
        + " ("
        + choices(response)
        + ")"
        + (view.getComplete() ? "" : "  (INCOMPLETE, see the gaps)");
  }

  /** "PEGGED, PRUDENT: the FINALIZED blocks". */
  private static String choices(GetExposureResponse response) {
    String asked = name(response.getFinality());
    String chosen = name(response.getView().getFinality());
    return response.getPolicy().name().replace("POLICY_", "")
        + ", "
        + asked
        + (asked.equals(chosen) ? "" : ": the " + chosen + " blocks");
  }

  private static String name(Finality finality) {
    return finality.name().replace("FINALITY_", "");
  }

  /** Positions with their legs. */
  public static String positions(Portfolio portfolio, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (Position position : portfolio.getPositionsList()) {
      String venue = names.venue(position.getVenue().getId());
      String label = position.getLabel();
      for (Leg leg : position.getLegsList()) {
        List<Leg> parts = leg.getLookThroughCount() > 0 ? leg.getLookThroughList() : List.of(leg);
        for (Leg part : parts) {
          rows.add(
              List.of(
                  venue,
                  label,
                  role(part.getRole()),
                  part.hasQty()
                      ? Display.units(new BigDecimal(part.getQty()))
                      : part.getAmount().getUnits() + " base units",
                  part.getSymbol(),
                  part.hasDeltaUnits()
                      ? Display.units(new BigDecimal(part.getDeltaUnits()))
                      : UNKNOWN,
                  value(part)));
          venue = "";
          label = "";
        }
      }
    }
    return table(List.of("venue", "position", "leg", "quantity>", "asset", "delta>", "USD>"), rows);
  }

  private static String value(Leg leg) {
    if (leg.hasValueUsd()) {
      return Display.usd(new BigDecimal(leg.getValueUsd()));
    }
    return leg.getRole() == LegRole.LEG_ROLE_NOTIONAL ? "in margin" : UNKNOWN;
  }

  /** As on the page. */
  private static String role(LegRole role) {
    return role == LegRole.LEG_ROLE_NOTIONAL
        ? "size"
        : Display.words(role).replace("leg role ", "");
  }

  /** One line: the families of each chain that an answer is of. */
  public static String lookedAt(List<VenueCoverage> coverage) {
    SortedMap<String, SortedSet<String>> families = new TreeMap<>();
    coverage.stream()
        .filter(venue -> venue.getState() != CoverageState.COVERAGE_STATE_SKIPPED)
        .map(VenueCoverage::getVenue)
        .forEach(
            venue ->
                families
                    .computeIfAbsent(venue.getChain(), chain -> new TreeSet<>())
                    .add(venue.getProtocol()));
    return families.entrySet().stream()
        .map(chain -> chain.getKey() + ": " + String.join(", ", chain.getValue()))
        .collect(Collectors.joining("; ", "looked at ", "; other protocols are not known here"));
  }

  /** The gaps, one line each; empty when there are none. */
  public static List<String> gaps(List<Gap> gaps) {
    Set<String> lines = new LinkedHashSet<>();
    gaps.forEach(
        gap ->
            lines.add(
                "gap: "
                    + gap.getKind().name().replace("GAP_KIND_", "")
                    + ": "
                    + Text.plain(gap.getDetail())));
    return List.copyOf(lines);
  }
}
