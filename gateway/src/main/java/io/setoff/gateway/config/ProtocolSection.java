package io.setoff.gateway.config;

import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.family.ProtocolFamily;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The section {@code protocols}: each entry has the keys that its family describes. */
final class ProtocolSection {
  private final Draft draft;

  ProtocolSection(Draft draft) {
    this.draft = draft;
  }

  void read(YamlValue entry) {
    Optional<ChainId> chain = draft.knownChain(entry);
    Optional<String> family = entry.field("family", Function.identity());
    Optional<String> name = entry.field("name", Function.identity());
    if (chain.isEmpty() || family.isEmpty() || name.isEmpty()) {
      return;
    }
    Optional<VenueId> venue = venue(entry, chain.get(), family.get(), name.get());
    if (venue.isEmpty() || !draft.isNew(entry, "protocol " + venue.get())) {
      return;
    }
    family(entry, family.get())
        .flatMap(known -> values(entry, venue.get(), known.keys()))
        .map(values -> new Deployment(venue.get(), values))
        .ifPresent(draft.parts(chain.get()).deployments::add);
    entry.refuseOtherKeys();
  }

  private static Optional<VenueId> venue(
      YamlValue entry, ChainId chain, String family, String name) {
    try {
      return Optional.of(new VenueId(chain, family, name));
    } catch (IllegalArgumentException e) {
      entry.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<? extends ProtocolFamily> family(YamlValue entry, String name) {
    Optional<? extends ProtocolFamily> family =
        draft.families().stream().filter(known -> known.family().equals(name)).findFirst();
    if (family.isEmpty()) {
      String known =
          draft.families().stream().map(ProtocolFamily::family).collect(Collectors.joining(", "));
      entry.problem("unknown family \"" + name + "\"; known: " + known);
    }
    return family;
  }

  /** What the entry says under the keys; empty when a value is missing or wrong. */
  private Optional<ConfigValues> values(YamlValue entry, VenueId venue, List<ConfigKey> keys) {
    Map<String, String> scalars = new HashMap<>();
    Map<String, List<ConfigValues>> sections = new HashMap<>();
    for (ConfigKey key : keys) {
      if (key.type() instanceof ConfigKey.Type.Sections type) {
        sections.put(key.name(), sections(entry, venue, key.name(), type));
      } else {
        scalar(entry, venue, key).ifPresent(value -> scalars.put(key.name(), value));
      }
    }
    return scalars.size() + sections.size() == keys.size()
        ? Optional.of(new ConfigValues(scalars, sections))
        : Optional.empty();
  }

  private List<ConfigValues> sections(
      YamlValue entry, VenueId venue, String key, ConfigKey.Type.Sections type) {
    List<ConfigValues> sections = new ArrayList<>();
    for (YamlValue section : entry.required(key).map(YamlValue::list).orElse(List.of())) {
      Optional<ConfigValues> values = values(section, venue, type.keys());
      section.refuseOtherKeys();
      values.ifPresent(
          found -> {
            draft.isNew(section, type.each() + " " + venue + " " + found.text(type.identity()));
            sections.add(found);
          });
    }
    return sections;
  }

  private Optional<String> scalar(YamlValue entry, VenueId venue, ConfigKey key) {
    if (!key.isRequired() && entry.optional(key.name()).isEmpty()) {
      return key.fallback();
    }
    return switch (key.type()) {
      case ConfigKey.Type.Contract contract ->
          draft.contract(entry, key.name(), Optional.of(venue.chain()), contract.history());
      case ConfigKey.Type.Underlying _ ->
          entry.field(key.name(), text -> Values.underlying(text).value());
      case ConfigKey.Type.Text _, ConfigKey.Type.Sections _ ->
          entry.field(key.name(), Function.identity());
    };
  }
}
