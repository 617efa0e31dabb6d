package io.setoff.cli.book;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The markets of all underlyings; see {@link MarketSnapshot}. */
public record MarketInput(SortedMap<UnderlyingId, UnderlyingInput> underlyings) {

  private static final Pattern EXPIRY =
      Pattern.compile("\\[(.*)]\\.volatilities\\.(slices|smiles)\\[(\\d+)]");

  /**
   * The markets, checked.
   *
   * @param field path of the underlyings
   */
  MarketSnapshot snapshot(String field, Instant asOf, OptionQuotes quotes) {
    MarketSnapshot clock = new MarketSnapshot(asOf, Collections.emptySortedMap());
    SortedMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    underlyings.forEach(
        (id, input) -> markets.put(id, input.market(id, asOf, clock::years, quotes.of(id))));
    MarketSnapshot snapshot = new MarketSnapshot(asOf, markets);
    try {
      snapshot.check(field);
    } catch (InvalidRiskInputException e) {
      throw new InvalidRiskInputException(byExpiry(e.field()), e.rule());
    }
    return snapshot;
  }

  /** The engine counts the expiries of a surface, the document names them. */
  private String byExpiry(String field) {
    return EXPIRY
        .matcher(field)
        .replaceFirst(
            found -> {
              VolatilityInput surface =
                  Optional.ofNullable(underlyings.get(new UnderlyingId(found.group(1))))
                      .flatMap(UnderlyingInput::volatilities)
                      .orElseThrow();
              Instant expiry =
                  surface.times().stream()
                      .skip(Integer.parseInt(found.group(3)))
                      .findFirst()
                      .orElseThrow();
              return Matcher.quoteReplacement(
                  "[%s].volatilities.expiries[%s]".formatted(found.group(1), expiry));
            });
  }
}
