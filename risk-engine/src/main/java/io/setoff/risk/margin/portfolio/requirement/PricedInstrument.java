package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import java.util.List;

/** An instrument priced in every scenario, and what one unit of it loses with nothing beside it. */
public final class PricedInstrument {
  private final UnitProfile profile;
  private final StandAlone asLong;
  private final StandAlone asShort;

  /**
   * One unit on its own.
   *
   * @param loss USD, at least 0
   * @param parts that add up to the loss
   */
  record StandAlone(double loss, PartSums parts) {
    static StandAlone of(UnitProfile profile, RiskContext context, double quantity) {
      GroupExposure exposure = new GroupExposure(new UnderlyingIndex(context, List.of(profile)));
      exposure.add(profile, quantity);
      NettedLoss loss = new NettedLoss(exposure);
      PartSums parts = new PartSums();
      parts.add(loss);
      return new StandAlone(loss.value(), parts);
    }
  }

  PricedInstrument(UnitProfile profile, RiskContext context) {
    this.profile = profile;
    asLong = StandAlone.of(profile, context, 1);
    asShort = StandAlone.of(profile, context, -1);
  }

  public UnitProfile profile() {
    return profile;
  }

  /** One unit on the side of {@code quantity}. */
  StandAlone alone(double quantity) {
    return quantity < 0 ? asShort : asLong;
  }
}
