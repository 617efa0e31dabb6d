package io.setoff.risk.margin;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.Fingerprint;
import io.setoff.risk.InvalidRiskInputException;
import io.setoff.risk.Stamp;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.MarginResult.Part;
import io.setoff.risk.margin.MarginResult.ScenarioGain;
import io.setoff.risk.margin.MarginResult.UnderlyingMargin;
import io.setoff.risk.market.MarketSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** A model that margins each underlying for itself and adds up. */
abstract class PerUnderlying implements MarginModel {
  private final ParameterSet parameters;
  private final UnderlyingId settlement;
  private final Set<Class<? extends Instrument>> known;

  /**
   * A model of checked parameters.
   *
   * @param settlement the coin that it counts in
   * @param known the kinds of instruments that it margins
   */
  PerUnderlying(
      ParameterSet parameters, UnderlyingId settlement, Set<Class<? extends Instrument>> known) {
    parameters.check("parameters");
    this.parameters = parameters;
    this.settlement = settlement;
    this.known = known;
  }

  /**
   * Margin of one underlying.
   *
   * @param parts of the requirements; their sum may be below 0
   */
  record Outcome(
      double markToMarket, List<Part> parts, List<ScenarioGain> scenarios, String worst) {
    double initial() {
      return parts.stream().mapToDouble(Part::initial).sum();
    }

    double maintenance() {
      return parts.stream().mapToDouble(Part::maintenance).sum();
    }
  }

  /**
   * Margins one underlying.
   *
   * @param snapshot all markets
   * @param settlementPrice USD per settlement coin
   * @param shares where each position's part of the requirements is added
   */
  abstract Outcome margin(
      UnderlyingBook book, MarketSnapshot snapshot, double settlementPrice, Shares shares);

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public MarginResult margin(
      List<Holding> holdings, MarketSnapshot market, SortedMap<String, String> blocks) {
    Book book = Book.of(id(), known, settlement, holdings, market);
    double settlementPrice = settlementPrice(market);
    Shares shares = new Shares(book.positions().size());
    List<MarginFlag> flags = new ArrayList<>(book.flags());
    List<UnderlyingMargin> underlyings = new ArrayList<>();
    double markToMarket = book.cash();
    double initial = 0;
    double maintenance = 0;
    double exactInitial = 0;
    double exactMaintenance = 0;
    for (UnderlyingBook own : book.underlyings()) {
      Outcome outcome = margin(own, market, settlementPrice, shares);
      UnderlyingMargin margin = floored(own, outcome, shares, flags);
      underlyings.add(margin);
      markToMarket += outcome.markToMarket();
      initial += margin.initial();
      maintenance += margin.maintenance();
      exactInitial += outcome.initial();
      exactMaintenance += outcome.maintenance();
    }
    return new MarginResult(
        id(),
        initial,
        maintenance,
        markToMarket,
        markToMarket - exactInitial,
        markToMarket - exactMaintenance,
        underlyings,
        shares.of(book.positions(), book.holdings(), initial, maintenance),
        flags,
        new Stamp(
            parameters.name(),
            parameters.hash(),
            inputHash(book, market, settlementPrice),
            blocks,
            Stamp.ENGINE_VERSION));
  }

  private static UnderlyingMargin floored(
      UnderlyingBook own, Outcome outcome, Shares shares, List<MarginFlag> flags) {
    List<Part> parts = new ArrayList<>(outcome.parts());
    double initial = Math.max(0, outcome.initial());
    double maintenance = Math.max(0, outcome.maintenance());
    if (outcome.initial() < 0 || outcome.maintenance() < 0) {
      parts.add(
          new Part("floor", initial - outcome.initial(), maintenance - outcome.maintenance()));
      shares.clear(own.positions(), outcome.initial() < 0, outcome.maintenance() < 0);
      flags.add(
          new MarginFlag(
              MarginFlag.Kind.FLOORED,
              own.underlying().value(),
              "the rules ask for less than nothing; counted as 0"));
    }
    return new UnderlyingMargin(
        own.underlying(),
        initial,
        maintenance,
        outcome.markToMarket(),
        parts,
        outcome.scenarios(),
        outcome.worst());
  }

  private double settlementPrice(MarketSnapshot market) {
    return settlement.equals(UnderlyingId.USD)
        ? 1
        : market
            .of(settlement)
            .orElseThrow(
                () ->
                    new InvalidRiskInputException(
                        "market", "has no price of the settlement coin " + settlement))
            .spot();
  }

  /** Every number that the result depends on, parameters aside. */
  private static String inputHash(Book book, MarketSnapshot market, double settlementPrice) {
    Fingerprint hash = Fingerprint.of("margin").add(market.asOf().toString()).add(settlementPrice);
    RecordFingerprint.add(hash, book.holdings());
    for (UnderlyingBook own : book.underlyings()) {
      hash.add(own.underlying().value())
          .add(own.market().spot())
          .add(own.market().perpetual())
          .add(own.market().confidence());
      own.futures()
          .forEach((expiry, position) -> hash.add(own.market().forward(expiry).orElseThrow()));
      own.options().values().forEach(list -> list.forEach(option -> option.add(hash)));
    }
    return hash.hex();
  }
}
