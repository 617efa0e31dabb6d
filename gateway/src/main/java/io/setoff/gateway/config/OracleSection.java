package io.setoff.gateway.config;

import io.setoff.gateway.config.GatewayConfig.Oracle;
import io.setoff.gateway.config.GatewayConfig.OracleContract;
import io.setoff.model.ChainId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The section {@code oracle}. */
final class OracleSection {
  private final Draft draft;
  private final Path folder;

  /**
   * Reader of the section.
   *
   * @param folder against which its paths are resolved
   */
  OracleSection(Draft draft, Path folder) {
    this.draft = draft;
    this.folder = folder;
  }

  Optional<Oracle> read(YamlValue section) {
    Optional<String> stream = section.field("stream", Function.identity());
    Optional<Integer> threshold = section.field("threshold", Values::threshold);
    Optional<Path> keys =
        section.field("keys", Function.identity()).map(folder::resolve).map(Path::normalize);
    Optional<Duration> interval = section.field("interval", Values::duration);
    Optional<Duration> validity = section.field("validity", Values::duration);
    List<String> publish = new ArrayList<>();
    for (YamlValue account : section.required("publish").map(YamlValue::list).orElse(List.of())) {
      account
          .as(Values::address)
          .filter(a -> draft.isNew(account, "published account " + a))
          .ifPresent(publish::add);
    }
    List<String> venues = section.optional("venues").map(this::venues).orElse(List.of());
    List<OracleContract> targets = new ArrayList<>();
    for (YamlValue target : section.required("contracts").map(YamlValue::list).orElse(List.of())) {
      Optional<ChainId> chain = draft.knownChain(target);
      Optional<String> address = draft.contract(target, "address", chain, false);
      target.refuseOtherKeys();
      if (chain.isPresent()
          && address.isPresent()
          && draft.isNew(target, "oracle on " + chain.get())) {
        targets.add(new OracleContract(chain.get(), address.get()));
      }
    }
    section.refuseOtherKeys();
    if (publish.isEmpty()) {
      section.problem("publish names no account");
    }
    if (stream.isEmpty()
        || threshold.isEmpty()
        || keys.isEmpty()
        || interval.isEmpty()
        || validity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Oracle(
            stream.get(),
            threshold.get(),
            keys.get(),
            interval.get(),
            validity.get(),
            publish,
            venues,
            targets));
  }

  private List<String> venues(YamlValue list) {
    List<String> venues = new ArrayList<>();
    List<YamlValue> entries = list.list();
    for (YamlValue entry : entries) {
      entry
          .text()
          .filter(venue -> draft.isVenue(entry, venue))
          .filter(venue -> draft.isNew(entry, "venue of the stream " + venue))
          .ifPresent(venues::add);
    }
    if (entries.isEmpty()) {
      list.problem("names no venue; without the key it is all venues");
    }
    return venues;
  }
}
