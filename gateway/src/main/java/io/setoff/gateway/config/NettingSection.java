package io.setoff.gateway.config;

import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.portfolio.rules.NettingSet;
import io.setoff.risk.margin.portfolio.rules.Recognition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The section {@code risk.netting}. Without it every account stands alone. */
final class NettingSection {
  private final Draft draft;

  NettingSection(Draft draft) {
    this.draft = draft;
  }

  NettingRules read(Optional<YamlValue> risk) {
    NettingRules usual = NettingRules.standAlone();
    Optional<YamlValue> section = risk.flatMap(s -> s.optional("netting"));
    if (section.isEmpty()) {
      return usual;
    }
    YamlValue netting = section.get();
    List<NettingSet> sets = new ArrayList<>();
    netting.list("sets").forEach(entry -> set(entry).ifPresent(sets::add));
    List<Recognition> recognitions = new ArrayList<>();
    netting.list("recognitions").forEach(e -> recognition(e, sets).ifPresent(recognitions::add));
    TreeMap<String, Double> floors = new TreeMap<>();
    for (YamlValue entry : netting.list("floors")) {
      Optional<String> venue = venue(entry);
      Optional<Double> share = entry.field("share", Values::factor);
      entry.refuseOtherKeys();
      if (venue.isPresent() && share.isPresent() && draft.isNew(entry, "floor of " + venue.get())) {
        floors.put(venue.get(), share.get());
      }
    }
    NettingRules rules =
        new NettingRules(
            RiskSection.id(section, "netting"),
            netting.optionalField("version", Values::version).orElse(1),
            sets,
            recognitions,
            netting
                .optionalField("default_recognition", Values::factor)
                .orElse(usual.defaultRecognition()),
            netting.optionalField("maximum_age", Values::duration).orElse(usual.maximumAge()),
            floors,
            netting.optionalField("default_floor", Values::factor).orElse(usual.defaultFloor()));
    netting.refuseOtherKeys();
    return rules;
  }

  private Optional<NettingSet> set(YamlValue entry) {
    Optional<String> id = entry.field("id", Function.identity());
    TreeSet<String> venues = new TreeSet<>();
    for (YamlValue venue : entry.required("venues").map(YamlValue::list).orElse(List.of())) {
      venue.text().filter(text -> draft.isVenue(venue, text)).ifPresent(venues::add);
    }
    entry.refuseOtherKeys();
    return id.filter(name -> draft.isNew(entry, "netting set " + name))
        .map(name -> new NettingSet(name, venues, new TreeSet<>()));
  }

  private Optional<Recognition> recognition(YamlValue entry, List<NettingSet> sets) {
    Optional<List<String>> between = Pairs.of(entry, "between", Function.identity());
    Optional<Double> theta = entry.field("theta", Values::factor);
    entry.refuseOtherKeys();
    if (between.isEmpty() || theta.isEmpty() || !areAlike(entry, between.get(), sets)) {
      return Optional.empty();
    }
    List<String> both = between.get();
    return draft.isNew(entry, "recognition between " + Pairs.name(both))
        ? Optional.of(new Recognition(both.get(0), both.get(1), theta.get()))
        : Optional.empty();
  }

  /** Two sets, or two venues: the engine knows no pair of a set and a venue. */
  private boolean areAlike(YamlValue entry, List<String> both, List<NettingSet> sets) {
    long named =
        both.stream().filter(one -> sets.stream().anyMatch(set -> set.id().equals(one))).count();
    if (named == 1) {
      entry.problem("names a set and a venue; expects two sets or two venues");
    }
    return named == 2 || (named == 0 && both.stream().allMatch(one -> draft.isVenue(entry, one)));
  }

  private Optional<String> venue(YamlValue entry) {
    return entry.field("venue", Function.identity()).filter(venue -> draft.isVenue(entry, venue));
  }
}
