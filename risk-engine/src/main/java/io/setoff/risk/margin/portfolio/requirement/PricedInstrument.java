package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import org.jspecify.annotations.Nullable;

/** An instrument priced in every scenario, and what one unit of it loses with nothing beside it. */
public final class PricedInstrument {
  private final UnitProfile profile;
  private final RiskContext context;
  private @Nullable StandAlone asLong;
  private @Nullable StandAlone asShort;

  /**
   * One unit on its own.
   *
   * @param loss USD, at least 0
   * @param parts that add up to the loss
   */
  record StandAlone(double loss, PartSums parts) {
    static StandAlone of(UnitProfile profile, RiskContext context, boolean isShort) {
      UnderlyingIndex index = UnderlyingIndex.of(context, profile);
      NettedLoss loss = new NettedLoss(GroupExposure.ofUnit(index, profile, isShort));
      PartSums parts = new PartSums();
      parts.add(loss);
      return new StandAlone(loss.value(), parts);
    }
  }

  PricedInstrument(UnitProfile profile, RiskContext context) {
    this.profile = profile;
    this.context = context;
  }

  public UnitProfile profile() {
    return profile;
  }

  /** One unit on the side of {@code quantity}. Threads may make it twice: it is the same. */
  StandAlone alone(double quantity) {
    boolean isShort = quantity < 0;
    StandAlone known = isShort ? asShort : asLong;
    if (known != null) {
      return known;
    }
    StandAlone made = StandAlone.of(profile, context, isShort);
    if (isShort) {
      asShort = made;
    } else {
      asLong = made;
    }
    return made;
  }
}
