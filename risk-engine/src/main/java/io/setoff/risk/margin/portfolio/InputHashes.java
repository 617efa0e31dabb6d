package io.setoff.risk.margin.portfolio;

import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.provenance.Stamp;
import java.util.List;

/**
 * Hashes of what all books of an engine share, and the stamps made with them.
 *
 * @param parameterSet id and version
 * @param parameters over every parameter
 * @param market over the snapshot and everything known of markets together
 */
record InputHashes(String parameterSet, String parameters, String market) {

  static InputHashes of(MarketSnapshot market, PortfolioParameters parameters, JointInputs joint) {
    Fingerprint fingerprint = Fingerprint.of("market");
    RecordHash.add(fingerprint, market);
    RecordHash.add(fingerprint, joint.correlations());
    RecordHash.add(fingerprint, joint.stresses());
    fingerprint.add(joint.simulations().size());
    for (JointScenarios simulation : joint.simulations()) {
      fingerprint.add(simulation.id()).add(simulation.hash()).add(simulation.confidence());
    }
    return new InputHashes(parameters.name(), parameters.hash(), fingerprint.hex());
  }

  /** The stamp of a book whose holdings are {@code rows}, in order. */
  Stamp stamp(PortfolioBook book, List<PricedHolding> rows) {
    Fingerprint rules = Fingerprint.of("rules").add(parameters).add(book.rules().hash());
    Fingerprint inputs = Fingerprint.of("inputs").add(market).add(rows.size());
    rows.forEach(row -> row.addTo(inputs));
    RecordHash.add(inputs, book.accounts());
    return new Stamp(
        parameterSet + "+" + book.rules().name(),
        rules.hex(),
        inputs.hex(),
        book.blocks(),
        Stamp.ENGINE_VERSION);
  }
}
