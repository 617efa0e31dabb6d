package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.SrmParameters.Market;
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
public final class Srm extends PerUnderlyingModel {
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
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      double settlementPrice,
      EulerShares shares) {
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
    private final UnderlyingPositions book;
    private final Market market;
    private final double pegCharge;
    private final EulerShares shares;
    private final double spot;
    private final List<ScenarioGain> gains = new ArrayList<>();
    private double markToMarket;
    private double lowConfidence;
    private double peg;

    Calculation(UnderlyingPositions book, Market market, double pegCharge, EulerShares shares) {
      this.book = book;
      this.market = market;
      this.pegCharge = pegCharge;
      this.shares = shares;
      this.spot = book.market().spot();
    }

    Part perpetual() {
      double initial = market.initialPerpetual() * book.market().perpetual();
      double maintenance = market.maintenancePerpetual() * book.market().perpetual();
      double units = 0;
      if (book.perpetual().isPresent()) {
        NetPosition perpetual = book.perpetual().get();
        double sign = Math.signum(perpetual.quantity());
        units = Math.abs(perpetual.quantity());
        shares.add(perpetual, sign * initial, sign * maintenance);
        addPeg(perpetual, sign);
        double confidence =
            Math.min(book.market().confidence(), book.market().perpetualConfidence());
        addLowConfidence(perpetual, sign, confidence, market.confidence().perpetualThreshold());
      }
      return new Part("perpetual", initial * units, maintenance * units);
    }

    Part options() {
      double initial = 0;
      double maintenance = 0;
      for (Map.Entry<Instant, List<NetOptionPosition>> entry : book.options().entrySet()) {
        List<NetOptionPosition> options = entry.getValue();
        SrmExpiry expiry = new SrmExpiry(options, market.option(), spot);
        markToMarket += expiry.markToMarket();
        gains.addAll(expiry.gains(entry.getKey()));
        double[] toInitial = expiry.requirement(true);
        double[] toMaintenance = expiry.requirement(false);
        initial += expiry.total(toInitial);
        maintenance += expiry.total(toMaintenance);
        double confidence =
            options.stream().mapToDouble(NetOptionPosition::confidence).min().orElse(1);
        for (int i = 0; i < options.size(); i++) {
          NetPosition position = options.get(i).position();
          shares.add(position, toInitial[i], toMaintenance[i]);
          double sign = position.quantity() < 0 ? -1 : 0;
          addPeg(position, sign);
          addLowConfidence(position, sign, confidence, market.confidence().optionThreshold());
        }
      }
      return new Part("options", initial, maintenance);
    }

    Part collateral(double settlementPrice) {
      double units = book.heldUnits();
      double value = spot / settlementPrice;
      double counted = market.collateralFactor() * spot;
      double initialCounted = counted * market.initialCollateralScale();
      markToMarket += units * value;
      if (book.spot().isPresent()) {
        NetPosition held = book.spot().get();
        shares.add(held, value - initialCounted, value - counted);
        if (initialCounted > 0) {
          addLowConfidence(
              held, 1, book.market().confidence(), market.confidence().collateralThreshold());
        }
      }
      return new Part(
          "collateral-haircut", units * (value - initialCounted), units * (value - counted));
    }

    /** Charges per unit of a position; {@code sign} is that of what is charged, or 0. */
    private void addPeg(NetPosition position, double sign) {
      double charge = sign * pegCharge * spot;
      peg += charge * position.quantity();
      shares.add(position, charge, 0);
    }

    private void addLowConfidence(
        NetPosition position, double sign, double confidence, double threshold) {
      if (confidence < threshold) {
        double charge = sign * (1 - confidence) * market.confidence().factor() * spot;
        lowConfidence += charge * position.quantity();
        shares.add(position, charge, 0);
      }
    }
  }
}
