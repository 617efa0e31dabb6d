package io.setoff.gateway.portfolio;

import io.setoff.model.Viewed;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.Exposure;
import io.setoff.risk.exposure.Netting;
import java.math.BigDecimal;
import java.util.function.Function;

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
  public record Netted(PortfolioView portfolio, Exposure exposure) {
    private BigDecimal size() {
      return exposure.netUsd().abs();
    }
  }

  /** The exposure of an account; the prudent one is the larger in absolute net USD. */
  public Viewed<Netted> of(AccountRef account, AsOf asOf, Policy policy) {
    return portfolios.of(account, asOf, portfolio -> net(portfolio, policy), Netted::size);
  }

  /** The portfolio of an account; the prudent one has the larger absolute net USD with pegs. */
  public PortfolioView portfolio(AccountRef account, AsOf asOf) {
    return portfolios
        .of(account, asOf, Function.identity(), portfolio -> net(portfolio, Policy.PEGGED).size())
        .chosen();
  }

  private Netted net(PortfolioView portfolio, Policy policy) {
    Netting netting = new Netting(graph, portfolio.prices());
    return new Netted(portfolio, netting.net(portfolio.positions(), policy));
  }
}
