package io.setoff.gateway.portfolio;

import io.setoff.model.Finality;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.Exposure;
import io.setoff.risk.exposure.Netting;

/** Nets portfolios. */
public final class Exposures {
  private final Portfolios portfolios;
  private final IdentityGraph graph;

  public Exposures(Portfolios portfolios, IdentityGraph graph) {
    this.portfolios = portfolios;
    this.graph = graph;
  }

  /**
   * A portfolio with its exposure.
   *
   * @param portfolio at a cut
   * @param exposure of it, under the policy that was asked for
   */
  public record Netted(PortfolioView portfolio, Exposure exposure) {}

  /**
   * The prudent answer.
   *
   * @param chosen whichever of LATEST and FINALIZED has the larger absolute net USD
   * @param other the one that was not chosen
   */
  public record Prudent(Netted chosen, Netted other) {}

  public Netted at(AccountRef account, Cut cut, Policy policy) {
    return net(portfolios.at(account, cut), policy);
  }

  public Netted at(AccountRef account, Finality finality, Policy policy) {
    return net(portfolios.at(account, finality), policy);
  }

  /** A hedge counts once it is final, a loss at once: the larger absolute net of both states. */
  public Prudent prudent(AccountRef account, Policy policy) {
    Netted latest = at(account, Finality.LATEST, policy);
    Netted finalized = at(account, Finality.FINALIZED, policy);
    boolean latestIsLarger =
        latest.exposure().netUsd().abs().compareTo(finalized.exposure().netUsd().abs()) >= 0;
    return latestIsLarger ? new Prudent(latest, finalized) : new Prudent(finalized, latest);
  }

  private Netted net(PortfolioView portfolio, Policy policy) {
    Netting netting = new Netting(graph, portfolio.prices());
    return new Netted(portfolio, netting.net(portfolio.positions(), policy));
  }
}
