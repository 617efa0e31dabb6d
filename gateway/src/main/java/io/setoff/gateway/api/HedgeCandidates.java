package io.setoff.gateway.api;

import io.setoff.adapters.kernel.spi.PerpetualMarket;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.KnownVenues;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.Fields;
import io.setoff.gateway.wire.InstrumentRequests;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.market.UnderlyingMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be traded to hedge. */
public final class HedgeCandidates {
  private static final String ID = "hedge";

  private final GatewayConfig config;
  private final Chains chains;
  private final KnownVenues venues;
  private final IdentityGraph graph;

  public HedgeCandidates(GatewayConfig config, Chains chains, KnownVenues venues) {
    this.config = config;
    this.chains = chains;
    this.venues = venues;
    this.graph = IdentityGraph.of(config.edges());
  }

  /** The margin account that is named, or that of the asked account at the venue. */
  static String marginAccount(String venue, String named, AccountRef account) {
    return named.isEmpty()
        ? venue + "/" + account.ids().get(0).address()
        : Fields.name("margin_account", named);
  }

  /** A venue that a request names. */
  String venue(String field, String id) {
    return venues.of(field, id).toString();
  }

  List<HedgeCandidate> of(List<io.setoff.v1.HedgeCandidate> messages, AccountRef account) {
    List<HedgeCandidate> candidates = new ArrayList<>();
    for (io.setoff.v1.HedgeCandidate message : messages) {
      String field = "candidates[" + candidates.size() + "]";
      String venue = venue(field + ".venue", message.getVenue());
      Holding holding =
          new Holding(
              ID + candidates.size(),
              venue,
              marginAccount(venue, message.getMarginAccount(), account),
              InstrumentRequests.of(field + ".instrument", message.getInstrument()),
              1);
      candidates.add(
          new HedgeCandidate(
              holding,
              Fields.number(field + ".largest", message.getLargest()),
              Fields.number(field + ".cost_per_unit_usd", message.getCostPerUnitUsd()),
              Fields.number(field + ".lot", message.getLot(), 0)));
    }
    return candidates;
  }

  /**
   * A perpetual of each underlying that the portfolio holds, at each configured venue that has one,
   * up to what the portfolio holds of it in gross, at its market's half spread.
   */
  List<HedgeCandidate> usual(RiskState state, AccountRef account) {
    List<HedgeCandidate> candidates = new ArrayList<>();
    for (GatewayConfig.Chain chain : config.chains()) {
      for (PerpetualMarket market : chains.of(chain.id()).adapter().perpetuals()) {
        candidate(market, state, account, candidates.size()).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  private Optional<HedgeCandidate> candidate(
      PerpetualMarket market, RiskState state, AccountRef account, int number) {
    UnderlyingId underlying = graph.resolve(market.underlying(), Policy.ECONOMIC).underlying();
    double held = state.margin().grossUnits().getOrDefault(underlying, 0.0);
    Optional<UnderlyingMarket> known = state.market().of(underlying);
    if (held == 0 || known.isEmpty()) {
      return Optional.empty();
    }
    String venue = market.venue().toString();
    Holding holding =
        new Holding(
            ID + number, venue, marginAccount(venue, "", account), new Perpetual(underlying), 1);
    double halfSpread =
        known.get().halfSpread().orElse(config.risk().parameters().fallbacks().halfSpread());
    return Optional.of(new HedgeCandidate(holding, held, halfSpread * known.get().spot(), 0));
  }
}
