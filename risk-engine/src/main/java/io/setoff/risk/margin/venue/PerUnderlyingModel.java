package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.MarginResult.UnderlyingMargin;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** A model that margins each underlying for itself and adds up. */
abstract class PerUnderlyingModel implements MarginModel {
  /** Share of value below which a negative requirement is what rounding left of nothing. */
  private static final double ROUNDING = 1e-9;

  private final ParameterSet parameters;
  private final String parameterHash;
  private final UnderlyingId settlement;
  private final Set<Class<? extends Instrument>> known;

  /**
   * A model of checked parameters.
   *
   * @param settlement the coin that it counts in
   * @param known the kinds of instruments that it margins
   */
  PerUnderlyingModel(
      ParameterSet parameters, UnderlyingId settlement, Set<Class<? extends Instrument>> known) {
    parameters.check("parameters");
    this.parameters = parameters;
    this.parameterHash = parameters.hash();
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
      double sum = 0;
      for (Part part : parts) {
        sum += part.initial();
      }
      return sum;
    }

    double maintenance() {
      double sum = 0;
      for (Part part : parts) {
        sum += part.maintenance();
      }
      return sum;
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
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      double settlementPrice,
      EulerShares shares);

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public MarginResult margin(
      List<Holding> holdings, MarketSnapshot market, SortedMap<String, String> blocks) {
    NettedHoldings book = NettedHoldings.of(id(), known, settlement, holdings, market);
    double settlementPrice = settlementPrice(market);
    EulerShares shares = new EulerShares(book.positions().size());
    List<MarginFlag> flags = new ArrayList<>(book.flags());
    List<UnderlyingMargin> underlyings = new ArrayList<>();
    double markToMarket = book.cash();
    double initial = 0;
    double maintenance = 0;
    double exactInitial = 0;
    double exactMaintenance = 0;
    for (UnderlyingPositions own : book.underlyings()) {
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
            parameterHash,
            InputFingerprint.hex(book, market, settlementPrice),
            blocks,
            Stamp.ENGINE_VERSION));
  }

  private static UnderlyingMargin floored(
      UnderlyingPositions own, Outcome outcome, EulerShares shares, List<MarginFlag> flags) {
    List<Part> parts = new ArrayList<>(outcome.parts());
    double initial = Math.max(0, outcome.initial());
    double maintenance = Math.max(0, outcome.maintenance());
    double least = Math.min(outcome.initial(), outcome.maintenance());
    if (least < 0) {
      parts.add(
          new Part("floor", initial - outcome.initial(), maintenance - outcome.maintenance()));
      shares.clear(own.positions(), outcome.initial() < 0, outcome.maintenance() < 0);
    }
    if (least < -ROUNDING * Math.max(1, Math.abs(outcome.markToMarket()))) {
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
}
