package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.profile.Profiler;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Instruments priced in every scenario, once for however many books hold them. Immutable. */
public final class PricedInstruments {
  private final RiskContext context;
  private final UnitLosses unitLosses;
  private final Map<Instrument, PricedInstrument> known;

  private PricedInstruments(UnitLosses unitLosses, Map<Instrument, PricedInstrument> known) {
    this.context = unitLosses.context();
    this.unitLosses = unitLosses;
    this.known = known;
  }

  public static PricedInstruments of(RiskContext context) {
    return new PricedInstruments(new UnitLosses(context), Map.of());
  }

  public RiskContext context() {
    return context;
  }

  UnitLosses unitLosses() {
    return unitLosses;
  }

  /** These and {@code instruments}; those without a price stay out. */
  public PricedInstruments with(Collection<? extends Instrument> instruments) {
    Set<Instrument> missing = LinkedHashSet.newLinkedHashSet(instruments.size());
    for (Instrument instrument : instruments) {
      if (!known.containsKey(instrument) && isPriced(instrument)) {
        missing.add(instrument);
      }
    }
    if (missing.isEmpty()) {
      return this;
    }
    Map<Instrument, PricedInstrument> more = HashMap.newHashMap(known.size() + missing.size());
    more.putAll(known);
    for (UnitProfile profile : new Profiler(context).profiles(List.copyOf(missing))) {
      more.put(profile.instrument(), new PricedInstrument(profile, context));
    }
    return new PricedInstruments(unitLosses, more);
  }

  private boolean isPriced(Instrument instrument) {
    for (UnderlyingId underlying : instrument.underlyings()) {
      if (!context.isPriced(underlying)) {
        return false;
      }
    }
    return true;
  }

  /** An instrument that was added, when it has a price. */
  Optional<PricedInstrument> of(Instrument instrument) {
    return Optional.ofNullable(known.get(instrument));
  }
}
