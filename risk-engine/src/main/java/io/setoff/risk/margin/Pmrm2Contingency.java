package io.setoff.risk.margin;

import io.setoff.risk.margin.MarginResult.Part;
import io.setoff.risk.margin.Pmrm2Parameters.Collateral;
import io.setoff.risk.margin.Pmrm2Parameters.Contingencies;
import java.util.List;

/**
 * What PMRM_2 adds to the worst scenario.
 *
 * <p>Source: derivexyz/v2-core, {@code PMRMLib_2.addPrecomputes} and {@code
 * _getConfidenceContingency}.
 */
final class Pmrm2Contingency {
  private final UnderlyingBook book;
  private final Contingencies terms;
  private final Collateral collateral;
  private final double settlementPrice;
  private final Shares shares;

  Pmrm2Contingency(
      UnderlyingBook book, Pmrm2Parameters parameters, double settlementPrice, Shares shares) {
    this.book = book;
    this.terms = parameters.contingencies();
    this.collateral = parameters.collateralOf(book.underlying());
    this.settlementPrice = settlementPrice;
    this.shares = shares;
  }

  List<Part> parts() {
    return List.of(perpetual(), nakedShorts(), haircut(), lowConfidence());
  }

  private Part perpetual() {
    double notional = Math.abs(UnderlyingBook.quantity(book.perpetual())) * book.market().spot();
    double maintenance = terms.maintenancePerpetual() * notional;
    double initial = maintenance + terms.initialPerpetual() * notional;
    book.perpetual().ifPresent(position -> shares.add(position, initial, maintenance));
    return new Part("perpetual-size", initial, maintenance);
  }

  private Part nakedShorts() {
    double initial = (terms.maintenanceOption() + terms.initialOption()) * book.market().spot();
    double maintenance = terms.maintenanceOption() * book.market().spot();
    double naked = 0;
    for (List<OptionPosition> expiry : book.options().values()) {
      naked +=
          NakedShorts.count(
              expiry, (position, part) -> shares.add(position, initial * part, maintenance * part));
    }
    return new Part("naked-short-options", initial * naked, maintenance * naked);
  }

  private Part haircut() {
    double value = book.heldUnits() * book.market().spot() / settlementPrice;
    double maintenance = collateral.maintenanceHaircut() * value;
    double initial = maintenance + collateral.initialHaircut() * value;
    book.spot().ifPresent(position -> shares.add(position, initial, maintenance));
    return new Part("collateral-haircut", initial, maintenance);
  }

  private Part lowConfidence() {
    double spot = book.market().spot();
    double sum = 0;
    double confidence = book.market().confidence();
    if (book.perpetual().isPresent()) {
      Position perpetual = book.perpetual().get();
      sum += lowConfidence(perpetual, confidence, Math.abs(perpetual.quantity()) * spot);
    }
    if (book.spot().isPresent()) {
      Position held = book.spot().get();
      sum += lowConfidence(held, confidence, held.quantity() * spot / settlementPrice);
    }
    for (List<OptionPosition> expiry : book.options().values()) {
      double worst = expiry.stream().mapToDouble(OptionPosition::confidence).min().orElse(1);
      for (OptionPosition option : expiry) {
        sum += lowConfidence(option.position(), worst, Math.abs(option.quantity()) * spot);
      }
    }
    return new Part("low-confidence", sum, 0);
  }

  private double lowConfidence(Position position, double confidence, double notional) {
    double charge =
        confidence < terms.confidenceThreshold()
            ? (1 - confidence) * terms.confidenceMargin() * notional
            : 0;
    shares.add(position, charge, 0);
    return charge;
  }
}
