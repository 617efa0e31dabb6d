package io.setoff.risk.portfolio.requirement;

import io.setoff.risk.instrument.Instrument;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Instruments priced in every scenario, once for however many books hold them. Immutable. */
public final class Profiles {
  private final RiskContext context;
  private final Map<Instrument, UnitProfile> known;

  private Profiles(RiskContext context, Map<Instrument, UnitProfile> known) {
    this.context = context;
    this.known = known;
  }

  public static Profiles of(RiskContext context) {
    return new Profiles(context, Map.of());
  }

  public RiskContext context() {
    return context;
  }

  /** These and {@code instruments}; those without a price stay out. */
  public Profiles with(Collection<? extends Instrument> instruments) {
    Set<Instrument> missing = new LinkedHashSet<>();
    for (Instrument instrument : instruments) {
      if (!known.containsKey(instrument) && isPriced(instrument)) {
        missing.add(instrument);
      }
    }
    if (missing.isEmpty()) {
      return this;
    }
    Map<Instrument, UnitProfile> more = new HashMap<>(known);
    for (UnitProfile profile : new Profiler(context).profiles(List.copyOf(missing))) {
      more.put(profile.instrument(), profile);
    }
    return new Profiles(context, more);
  }

  private boolean isPriced(Instrument instrument) {
    return instrument.underlyings().stream().allMatch(context::isPriced);
  }

  /** The profile of an instrument that was added, when it has a price. */
  Optional<UnitProfile> of(Instrument instrument) {
    return Optional.ofNullable(known.get(instrument));
  }
}
