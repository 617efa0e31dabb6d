package io.setoff.cli.book;

import io.setoff.cli.file.Document;
import io.setoff.model.Text;
import io.setoff.model.VenueId;
import io.setoff.risk.description.CorrelationInput;
import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.PortfolioBook;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.provenance.Stamp;
import io.setoff.risk.stress.StressCsv;
import io.setoff.risk.stress.StressLibrary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A document, checked and in the terms of the risk engine. */
public final class CheckedDocument {
  /** Names what a document does not name. */
  private static final String FILE = "file";

  private final RiskDocument document;
  private final Path folder;
  private final List<Holding> holdings;
  private final List<HedgeCandidate> candidates;
  private final MarketSnapshot market;
  private final Parameters parameters;
  private final PortfolioBook portfolio;
  private final Correlations correlations;

  private CheckedDocument(RiskDocument document, Path folder) {
    this.document = document;
    this.folder = folder;
    OptionQuotes quotes = new OptionQuotes();
    List<Holding> given = document.holdings().stream().map(HoldingInput::holding).toList();
    checkHoldings(given, quotes);
    holdings = given.stream().sorted(Comparator.comparing(Holding::id)).toList();
    candidates =
        document.candidates().orElse(List.of()).stream().map(CandidateInput::candidate).toList();
    checkCandidates(quotes);
    market = document.market().snapshot("market.underlyings", document.asOf(), quotes);
    parameters = new Parameters(document.parameters().orElse(Collections.emptySortedMap()));
    portfolio = new PortfolioBook(holdings, rules(document), states(document), blocks());
    correlations = correlations(document);
    document.objective().ifPresent(objective -> objective.check("objective"));
  }

  /**
   * What a calculation makes of the book of a document.
   *
   * @throws InvalidRiskInputException when the document cannot be used; names its fields
   */
  public static <T> T of(Document document, Function<CheckedDocument, T> calculation) {
    RiskDocument read = document.as(RiskDocument.class);
    try {
      return calculation.apply(new CheckedDocument(read, document.folder()));
    } catch (InvalidRiskInputException e) {
      throw DocumentPaths.inDocument(e);
    }
  }

  private void checkHoldings(List<Holding> given, OptionQuotes quotes) {
    Holding.checkAll("holdings", given);
    for (int i = 0; i < given.size(); i++) {
      String field = "holdings[" + i + "]";
      Require.that(!given.get(i).id().isBlank(), field + ".id", "must not be empty");
      requireVenue(field + ".venue", given.get(i).venue());
      document.holdings().get(i).instrument().check(field + ".instrument");
      quotes.add(document.holdings().get(i).instrument(), field + ".instrument");
    }
  }

  /** Stresses of a chain, and what is known of a venue, go by its id. */
  private static void requireVenue(String field, String venue) {
    try {
      VenueId.parse(venue);
    } catch (IllegalArgumentException e) {
      throw new InvalidRiskInputException(
          field, "must be a venue as eip155:1/aave-v3:core, is \"" + Text.shorten(venue) + "\"");
    }
  }

  private void checkCandidates(OptionQuotes quotes) {
    for (int i = 0; i < candidates.size(); i++) {
      String field = "candidates[" + i + "]";
      candidates.get(i).check(field);
      requireVenue(field + ".venue", candidates.get(i).holding().venue());
      document.candidates().orElseThrow().get(i).instrument().check(field + ".instrument");
      quotes.add(document.candidates().orElseThrow().get(i).instrument(), field + ".instrument");
    }
  }

  public RiskDocument document() {
    return document;
  }

  /** Sorted by id, so that no sum depends on the order of the document. */
  public List<Holding> holdings() {
    return holdings;
  }

  /** The path of a holding in the document. */
  public String path(Holding holding) {
    return "holdings["
        + document.holdings().stream().map(HoldingInput::id).toList().indexOf(holding.id())
        + "]";
  }

  public List<HedgeCandidate> candidates() {
    return candidates;
  }

  public MarketSnapshot market() {
    return market;
  }

  public Parameters parameters() {
    return parameters;
  }

  public SortedMap<String, String> blocks() {
    return document.blocks().orElse(Collections.emptySortedMap());
  }

  /** The holdings with who may net with whom. */
  public PortfolioBook portfolio() {
    return portfolio;
  }

  private static NettingRules rules(RiskDocument document) {
    document
        .netting()
        .ifPresent(netting -> netting.venues("netting").forEach(CheckedDocument::requireVenue));
    return document
        .netting()
        .map(netting -> netting.rules("netting", FILE))
        .orElse(NettingRules.standAlone());
  }

  private static SortedMap<AccountKey, AccountState> states(RiskDocument document) {
    SortedMap<AccountKey, AccountState> states = new TreeMap<>();
    List<AccountInput> accounts = document.accounts().orElse(List.of());
    for (int i = 0; i < accounts.size(); i++) {
      String field = "accounts[" + i + "]";
      requireVenue(field + ".venue", accounts.get(i).venue());
      AccountState state = accounts.get(i).state();
      state.check(field);
      Require.that(
          states.put(accounts.get(i).key(), state) == null,
          field,
          "must be unique, is " + accounts.get(i).key() + " again");
    }
    return states;
  }

  public Optional<HistorySet> history() {
    return document.history().map(input -> input.set(folder));
  }

  /** The correlations that the document states. */
  public Correlations correlations() {
    return correlations;
  }

  private static Correlations correlations(RiskDocument document) {
    return CorrelationInput.all("correlations", FILE, document.correlations().orElse(List.of()));
  }

  public StressLibrary stresses() {
    if (document.stress().isEmpty()) {
      return StressLibrary.standard();
    }
    String field = "stress.csv";
    try {
      return StressCsv.parse(TextFile.lines(folder, document.stress().get().csv(), field));
    } catch (InvalidRiskInputException e) {
      throw e.field().equals(field)
          ? e
          : new InvalidRiskInputException(field + ", " + e.field(), e.rule());
    }
  }

  /** Refuses a holding or candidate that has ended. */
  public void requireAlive() {
    for (int i = 0; i < document.holdings().size(); i++) {
      requireAlive("holdings[" + i + "]", document.holdings().get(i).instrument());
    }
    for (int i = 0; i < candidates.size(); i++) {
      requireAlive(
          "candidates[" + i + "]", document.candidates().orElseThrow().get(i).instrument());
    }
  }

  private void requireAlive(String field, InstrumentInput instrument) {
    Instant asOf = document.asOf();
    instrument
        .end()
        .ifPresent(
            end ->
                Require.that(
                    end.isAfter(asOf),
                    field + ".instrument.expiry",
                    "must be after as_of " + asOf + ", is " + end));
  }

  /** What a result was made from. */
  public Stamp stamp(String parameterSet, String parameterHash, Fingerprint more) {
    Fingerprint input = more.add(RecordHash.hex(market)).add(holdings.size());
    holdings.forEach(holding -> RecordHash.add(input, holding));
    return new Stamp(parameterSet, parameterHash, input.hex(), blocks(), Stamp.ENGINE_VERSION);
  }
}
