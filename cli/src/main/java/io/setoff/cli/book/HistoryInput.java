package io.setoff.cli.book;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.market.HistoryCsv;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.PriceHistory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Daily closes, either in the document or in a CSV file; see {@link HistoryCsv}.
 *
 * @param closes by underlying and UTC day, USD per unit
 * @param csv path of the file, relative to the document
 * @param source for the audit trail; the file, or {@code file} when missing
 */
public record HistoryInput(
    Optional<SortedMap<UnderlyingId, SortedMap<LocalDate, Double>>> closes,
    Optional<String> csv,
    Optional<String> source) {
  private static final String FIELD = "history";

  /**
   * The histories.
   *
   * @param folder of the document
   */
  HistorySet set(Path folder) {
    Require.that(closes.isPresent() != csv.isPresent(), FIELD, "must have either closes or csv");
    if (csv.isPresent()) {
      String path = FIELD + ".csv";
      List<String> lines = TextFile.lines(folder, csv.get(), path);
      try {
        return HistoryCsv.parse(lines, source.orElse(csv.get()));
      } catch (InvalidRiskInputException e) {
        throw new InvalidRiskInputException(path + ", " + e.field(), e.rule());
      }
    }
    Require.that(
        !closes.orElseThrow().isEmpty(), FIELD + ".closes", "must have at least one underlying");
    List<PriceHistory> histories = new ArrayList<>();
    closes
        .orElseThrow()
        .forEach((id, days) -> histories.add(new PriceHistory(id, days, source.orElse("file"))));
    HistorySet set = HistorySet.of(histories);
    set.check(FIELD + ".closes");
    return set;
  }
}
