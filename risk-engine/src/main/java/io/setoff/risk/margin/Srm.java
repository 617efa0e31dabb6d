package io.setoff.risk.margin;

import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.MarginResult.Part;
import io.setoff.risk.margin.MarginResult.ScenarioGain;
import io.setoff.risk.margin.SrmParameters.ConfidenceRules;
import io.setoff.risk.margin.SrmParameters.Market;
import io.setoff.risk.market.MarketSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derive's standard margin.
 *
 * <p>Source of every formula: derivexyz/v2-core, {@code src/risk-managers/StandardManager.sol}.
 * Perpetuals, options per expiry and collateral each for itself, without offset. The scenarios of a
 * result are the settlement prices that the largest loss of an expiry is looked for at.
 */
public final class Srm extends PerUnderlying {
  private static final String NO_SCENARIO = "none";

  private final SrmParameters parameters;

  /** The model with {@code parameters}, which are checked. */
  public Srm(SrmParameters parameters) {
    super(
        parameters,
        parameters.settlement(),
        Set.of(Cash.class, Spot.class, Perpetual.class, EuropeanOption.class));
    this.parameters = parameters;
  }

  @Override
  Outcome margin(
      UnderlyingBook book, MarketSnapshot snapshot, double settlementPrice, Shares shares) {
    Calculation calculation =
        new Calculation(
            book, parameters.marketOf(book.underlying()), pegCharge(settlementPrice), shares);
    List<Part> parts = new ArrayList<>();
    parts.add(calculation.perpetual());
    parts.add(calculation.options());
    parts.add(calculation.collateral(settlementPrice));
    parts.add(new Part("low-confidence", calculation.lowConfidence, 0));
    parts.add(new Part("peg", calculation.peg, 0));
    return new Outcome(
        calculation.markToMarket,
        parts,
        calculation.gains,
        calculation.gains.stream()
            .reduce((a, b) -> b.gain() < a.gain() ? b : a)
            .map(ScenarioGain::id)
            .orElse(NO_SCENARIO));
  }

  private double pegCharge(double settlementPrice) {
    return parameters.pegFactor() * Math.max(0, parameters.pegThreshold() - settlementPrice);
  }

  /** One underlying. */
  private static final class Calculation {
    private final UnderlyingBook book;
    private final Market market;
    private final double pegCharge;
    private final Shares shares;
    private final double spot;
    private final List<ScenarioGain> gains = new ArrayList<>();
    private double markToMarket;
    private double lowConfidence;
    private double peg;

    Calculation(UnderlyingBook book, Market market, double pegCharge, Shares shares) {
      this.book = book;
      this.market = market;
      this.pegCharge = pegCharge;
      this.shares = shares;
      this.spot = book.market().spot();
    }

    Part perpetual() {
      double units = Math.abs(UnderlyingBook.quantity(book.perpetual()));
      double notional = units * book.market().perpetual();
      double initial = market.initialPerpetual() * notional;
      double maintenance = market.maintenancePerpetual() * notional;
      book.perpetual()
          .ifPresent(
              position -> {
                shares.add(position, initial, maintenance);
                addPeg(position, units);
                addLowConfidence(
                    position,
                    book.market().confidence(),
                    market.confidence().perpetualThreshold(),
                    units * spot);
              });
      return new Part("perpetual", initial, maintenance);
    }

    Part options() {
      double initial = 0;
      double maintenance = 0;
      for (Map.Entry<Instant, List<OptionPosition>> entry : book.options().entrySet()) {
        SrmExpiry expiry = new SrmExpiry(entry.getValue(), market.option(), spot);
        markToMarket += expiry.markToMarket();
        gains.addAll(expiry.gains(entry.getKey()));
        double[] toInitial = expiry.requirement(true);
        double[] toMaintenance = expiry.requirement(false);
        initial += SrmExpiry.sum(toInitial);
        maintenance += SrmExpiry.sum(toMaintenance);
        double confidence =
            entry.getValue().stream().mapToDouble(OptionPosition::confidence).min().orElse(1);
        for (int i = 0; i < entry.getValue().size(); i++) {
          OptionPosition option = entry.getValue().get(i);
          shares.add(option.position(), toInitial[i], toMaintenance[i]);
          double units = Math.max(0, -option.quantity());
          addPeg(option.position(), units);
          addLowConfidence(
              option.position(), confidence, market.confidence().optionThreshold(), units * spot);
        }
      }
      return new Part("options", initial, maintenance);
    }

    Part collateral(double settlementPrice) {
      double notional = book.heldUnits() * spot;
      double value = notional / settlementPrice;
      double counted = market.collateralFactor() * notional;
      double initialCounted = counted * market.initialCollateralScale();
      markToMarket += value;
      book.spot()
          .ifPresent(
              position -> {
                shares.add(position, value - initialCounted, value - counted);
                if (initialCounted > 0) {
                  addLowConfidence(
                      position,
                      book.market().confidence(),
                      market.confidence().collateralThreshold(),
                      notional);
                }
              });
      return new Part("collateral-haircut", value - initialCounted, value - counted);
    }

    private void addPeg(Position position, double units) {
      double charge = units * pegCharge * spot;
      peg += charge;
      shares.add(position, charge, 0);
    }

    private void addLowConfidence(
        Position position, double confidence, double threshold, double notional) {
      ConfidenceRules rules = market.confidence();
      double charge = confidence < threshold ? (1 - confidence) * rules.factor() * notional : 0;
      lowConfidence += charge;
      shares.add(position, charge, 0);
    }
  }
}
