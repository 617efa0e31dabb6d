package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.CrossMargin;
import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import io.setoff.risk.margin.portfolio.aggregation.NettedLossGradient;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.aggregation.WorstCase;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import io.setoff.risk.margin.portfolio.requirement.AccountLines.Line;
import java.util.ArrayList;
import java.util.List;

/** Accounts that are netted with each other, and what they ask for. */
final class NettingGroup {
  private final GroupExposure exposure;
  private final NettedLoss loss;
  private final double cap;
  private final List<VenueHedges.Net> venues;
  private final VenueHedges hedges;
  private final double basis;
  private final double delay;

  private NettingGroup(
      GroupExposure exposure,
      UnitLosses unitLosses,
      double cap,
      double alone,
      List<VenueHedges.Net> venues) {
    exposure.settle();
    this.exposure = exposure;
    this.cap = cap;
    this.venues = venues;
    loss = new NettedLoss(exposure);
    hedges = new VenueHedges(exposure.index(), unitLosses, venues);
    double saved = Math.max(0, alone - loss());
    basis = Math.min(hedges.basis(), saved);
    delay = Math.min(hedges.delay(), saved - basis);
  }

  /** An account; its netted part is at most what its instruments ask for one by one. */
  static NettingGroup ofAccount(
      UnderlyingIndex index, UnitLosses unitLosses, String venue, List<Line> lines) {
    GroupExposure exposure = new GroupExposure(index);
    double cap = 0;
    for (Line line : lines) {
      exposure.add(line.profile, line.quantity());
      cap += line.priced.alone(line.quantity()).loss() * Math.abs(line.quantity());
    }
    return new NettingGroup(
        exposure, unitLosses, cap, 0, List.of(new VenueHedges.Net(venue, exposure.netUnits())));
  }

  /** Groups together. */
  static NettingGroup of(UnderlyingIndex index, UnitLosses unitLosses, List<NettingGroup> members) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    GroupExposure exposure = new GroupExposure(index);
    double cap = 0;
    double alone = 0;
    List<VenueHedges.Net> venues = new ArrayList<>();
    for (NettingGroup member : members) {
      exposure.add(member.exposure);
      cap += member.loss();
      alone += member.loss() + member.basis + member.delay;
      venues.addAll(member.venues);
    }
    return new NettingGroup(exposure, unitLosses, cap, alone, venues);
  }

  GroupExposure exposure() {
    return exposure;
  }

  /** The netted part, USD: at most what the members ask for one by one. */
  double loss() {
    return Math.min(loss.value(), cap);
  }

  /** The same, whatever the members ask for one by one. */
  double nettedLoss() {
    return loss.value();
  }

  /** What hedges inside of it cost, USD: at most what they save. */
  double hedgeCost() {
    return basis + delay;
  }

  /** What its charge for delay is made of. */
  List<LateGain> lateGains() {
    if (delay == 0) {
      return List.of();
    }
    double share = delay / hedges.delay();
    return hedges.lateGains(exposure.index()).stream()
        .map(
            gain ->
                new LateGain(
                    gain.underlying(),
                    gain.priceMove(),
                    gain.venue(),
                    gain.units(),
                    gain.charge() * share,
                    gain.isWorthNothing()))
        .toList();
  }

  CrossMargin cross() {
    return loss.cross();
  }

  WorstCase worstCase(int u) {
    return loss.worstCase(u);
  }

  /** Counts its size at a level. */
  void addTo(AddOns level) {
    for (int u = 0; u < exposure.closing().length; u++) {
      level.addNet(u, exposure.netUnits()[u]);
      level.addClosing(u, exposure.closing()[u]);
    }
  }

  /** All parts of its requirement, at a level that counted it. */
  PartSums parts(AddOns level) {
    PartSums parts = new PartSums();
    parts.add(loss);
    parts.offset -= loss.value() - loss();
    parts.missingData += exposure.unknown();
    parts.oracle += exposure.doubt();
    parts.basis += basis;
    parts.delay += delay;
    for (int u = 0; u < exposure.closing().length; u++) {
      level.addShare(u, Math.abs(exposure.netUnits()[u]), exposure.closing()[u], parts);
    }
    return parts;
  }

  /** Share of one unit of an instrument in the netted part. */
  double lossPerUnit(NettedLossGradient gradient, UnitProfile profile) {
    return loss.value() == 0 ? 0 : gradient.perUnit(profile) * (loss() / loss.value());
  }

  NettedLossGradient gradient() {
    return loss.gradient();
  }

  /** Adds the shares of one unit of an instrument held at {@code venue} in basis and delay. */
  void addHedgesPerUnit(String venue, UnitProfile profile, PartSums parts) {
    for (int i = 0; i < profile.underlyings(); i++) {
      int u = exposure.index().local(profile.underlying(i));
      if (basis > 0) {
        parts.basis += profile.delta(i) * hedges.basisPerUnit(venue, u) * (basis / hedges.basis());
      }
      if (delay > 0) {
        parts.delay += profile.delta(i) * hedges.delayPerUnit(venue, u) * (delay / hedges.delay());
      }
    }
  }

  /**
   * Share of basis and delay of one of several accounts: its venue's own, by absolute size among
   * the accounts there.
   */
  double hedgeShare(String venue, double[] netUnits, double[] absoluteAtVenue) {
    double share = 0;
    for (int u = 0; u < netUnits.length; u++) {
      if (netUnits[u] != 0) {
        double ofVenue = Math.abs(netUnits[u]) / absoluteAtVenue[u];
        share += basis == 0 ? 0 : ofVenue * hedges.ownBasis(venue, u) * (basis / hedges.basis());
        share += delay == 0 ? 0 : ofVenue * hedges.ownDelay(venue, u) * (delay / hedges.delay());
      }
    }
    return share;
  }
}
