package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import java.util.List;
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
    this.context = context;
  }

  public UnitProfile profile() {
    return profile;
  }

  /** One unit on the side of {@code quantity}. Threads may make it twice: it is the same. */
  StandAlone alone(double quantity) {
    StandAlone known = quantity < 0 ? asShort : asLong;
    if (known != null) {
      return known;
    }
    StandAlone made = StandAlone.of(profile, context, quantity < 0 ? -1 : 1);
    if (quantity < 0) {
      asShort = made;
    } else {
      asLong = made;
    }
    return made;
  }
}
