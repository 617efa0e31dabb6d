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
  private final List<VenueBasis.Net> venues;
  private final VenueBasis basis;
  private final double basisCharge;

  private NettingGroup(
      GroupExposure exposure, double cap, double basisCap, List<VenueBasis.Net> venues) {
    exposure.settle();
    this.exposure = exposure;
    this.cap = cap;
    this.venues = venues;
    loss = new NettedLoss(exposure);
    basis = new VenueBasis(exposure.index(), venues);
    basisCharge = Math.min(basis.charge(), Math.max(0, basisCap - loss()));
  }

  /** An account; its netted part is at most what its instruments ask for one by one. */
  static NettingGroup ofAccount(UnderlyingIndex index, String venue, List<Line> lines) {
    GroupExposure exposure = new GroupExposure(index);
    double cap = 0;
    for (Line line : lines) {
      exposure.add(line.profile, line.quantity());
      cap += line.priced.alone(line.quantity()).loss() * Math.abs(line.quantity());
    }
    return new NettingGroup(
        exposure, cap, 0, List.of(new VenueBasis.Net(venue, exposure.netUnits())));
  }

  /** Groups together. */
  static NettingGroup of(UnderlyingIndex index, List<NettingGroup> members) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    GroupExposure exposure = new GroupExposure(index);
    double cap = 0;
    double basisCap = 0;
    List<VenueBasis.Net> venues = new ArrayList<>();
    for (NettingGroup member : members) {
      exposure.add(member.exposure);
      cap += member.loss();
      basisCap += member.loss() + member.basisCharge;
      venues.addAll(member.venues);
    }
    return new NettingGroup(exposure, cap, basisCap, venues);
  }

  GroupExposure exposure() {
    return exposure;
  }

  /** The netted part, USD: at most what the members ask for one by one. */
  double loss() {
    return Math.min(loss.value(), cap);
  }

  /** What hedges inside of it add, USD: at most what they save. */
  double basis() {
    return basisCharge;
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
    parts.basis += basisCharge;
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

  /** Share of one unit of an instrument held at {@code venue} in the basis. */
  double basisPerUnit(String venue, UnitProfile profile) {
    if (basisCharge == 0) {
      return 0;
    }
    double share = 0;
    for (int i = 0; i < profile.underlyings(); i++) {
      share +=
          profile.delta(i) * basis.perUnit(venue, exposure.index().local(profile.underlying(i)));
    }
    return share * (basisCharge / basis.charge());
  }

  /**
   * Share of the basis of one of several accounts: its venue's own, by absolute size among the
   * accounts there.
   */
  double basisShare(String venue, double[] netUnits, double[] absoluteAtVenue) {
    if (basisCharge == 0) {
      return 0;
    }
    double share = 0;
    for (int u = 0; u < netUnits.length; u++) {
      if (netUnits[u] != 0) {
        share += basis.own(venue, u) * Math.abs(netUnits[u]) / absoluteAtVenue[u];
      }
    }
    return share * (basisCharge / basis.charge());
  }
}
