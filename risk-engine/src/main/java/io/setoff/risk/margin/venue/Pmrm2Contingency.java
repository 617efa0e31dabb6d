package io.setoff.risk.margin.venue;

import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Collateral;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Contingencies;
import java.util.List;

/**
 * What PMRM_2 adds to the worst scenario.
 *
 * <p>Source: derivexyz/v2-core, {@code PMRMLib_2.addPrecomputes} and {@code
 * _getConfidenceContingency}.
 */
final class Pmrm2Contingency {
  private final UnderlyingPositions book;
  private final Contingencies terms;
  private final Collateral collateral;
  private final double settlementPrice;
  private final EulerShares shares;

  Pmrm2Contingency(
      UnderlyingPositions book,
      Pmrm2Parameters parameters,
      double settlementPrice,
      EulerShares shares) {
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
    double maintenance = terms.maintenancePerpetual() * book.market().spot();
    double initial = maintenance + terms.initialPerpetual() * book.market().spot();
    double units = 0;
    if (book.perpetual().isPresent()) {
      NetPosition perpetual = book.perpetual().get();
      double sign = Math.signum(perpetual.quantity());
      shares.add(perpetual, sign * initial, sign * maintenance);
      units = Math.abs(perpetual.quantity());
    }
    return new Part("perpetual-size", initial * units, maintenance * units);
  }

  private Part nakedShorts() {
    double maintenance = terms.maintenanceOption() * book.market().spot();
    double initial = maintenance + terms.initialOption() * book.market().spot();
    double naked = 0;
    for (List<NetOptionPosition> expiry : book.options().values()) {
      naked += NakedShorts.count(expiry, position -> shares.add(position, -initial, -maintenance));
    }
    return new Part("naked-short-options", initial * naked, maintenance * naked);
  }

  private Part haircut() {
    double price = book.market().spot() / settlementPrice;
    double maintenance = collateral.maintenanceHaircut() * price;
    double initial = maintenance + collateral.initialHaircut() * price;
    book.spot().ifPresent(position -> shares.add(position, initial, maintenance));
    double units = book.heldUnits();
    return new Part("collateral-haircut", initial * units, maintenance * units);
  }

  private Part lowConfidence() {
    double spot = book.market().spot();
    double confidence = book.market().confidence();
    double sum = 0;
    if (book.perpetual().isPresent()) {
      confidence = Math.min(confidence, book.market().perpetualConfidence());
      sum += lowConfidence(book.perpetual().get(), confidence, spot);
    }
    if (book.spot().isPresent()) {
      sum +=
          lowConfidence(
              book.spot().get(), book.market().collateralConfidence(), spot / settlementPrice);
    }
    for (List<NetOptionPosition> expiry : book.options().values()) {
      double own = expiry.stream().mapToDouble(NetOptionPosition::confidence).min().orElse(1);
      double worst = Math.min(confidence, own);
      for (NetOptionPosition option : expiry) {
        sum += lowConfidence(option.position(), worst, spot);
      }
    }
    return new Part("low-confidence", sum, 0);
  }

  private double lowConfidence(NetPosition position, double confidence, double price) {
    if (confidence >= terms.confidenceThreshold()) {
      return 0;
    }
    double charge = (1 - confidence) * terms.confidenceMargin() * price;
    shares.add(position, Math.signum(position.quantity()) * charge, 0);
    return charge * Math.abs(position.quantity());
  }
}
