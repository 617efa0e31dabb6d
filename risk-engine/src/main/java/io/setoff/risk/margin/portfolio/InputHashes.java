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
import org.jspecify.annotations.Nullable;

/** Makes the stamps of books, with hashes of what all books of an engine share. */
final class InputHashes {
  private final MarketSnapshot market;
  private final PortfolioParameters parameters;
  private final JointInputs joint;
  private @Nullable Shared shared;

  /**
   * The hashes that books share.
   *
   * @param parameters over every parameter
   * @param market over the snapshot and everything known of markets together
   */
  private record Shared(String parameters, String market) {}

  InputHashes(MarketSnapshot market, PortfolioParameters parameters, JointInputs joint) {
    this.market = market;
    this.parameters = parameters;
    this.joint = joint;
  }

  /** Made when a stamp is first asked for. Threads may make it twice: it is the same. */
  private Shared shared() {
    Shared known = shared;
    if (known == null) {
      known = new Shared(parameters.hash(), hashOfMarket());
      shared = known;
    }
    return known;
  }

  private String hashOfMarket() {
    Fingerprint fingerprint = Fingerprint.of("market");
    RecordHash.add(fingerprint, market);
    RecordHash.add(fingerprint, joint.correlations());
    RecordHash.add(fingerprint, joint.stresses());
    fingerprint.add(joint.simulations().size());
    for (JointScenarios simulation : joint.simulations()) {
      fingerprint.add(simulation.id()).add(simulation.hash()).add(simulation.confidence());
    }
    return fingerprint.hex();
  }

  /** The stamp of a book whose holdings are {@code rows}, in order. */
  Stamp stamp(PortfolioBook book, List<PricedHolding> rows) {
    Fingerprint rules = Fingerprint.of("rules").add(shared().parameters()).add(book.rules().hash());
    Fingerprint inputs = Fingerprint.of("inputs").add(shared().market()).add(rows.size());
    rows.forEach(row -> row.addTo(inputs));
    RecordHash.add(inputs, book.accounts());
    return new Stamp(
        parameters.name() + "+" + book.rules().name(),
        rules.hex(),
        inputs.hex(),
        book.blocks(),
        Stamp.ENGINE_VERSION);
  }
}
