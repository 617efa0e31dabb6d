package io.setoff.gateway.config;

import io.setoff.gateway.config.OracleConfig.Signing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who signs: part of the section {@code oracle}. */
final class SigningSection {
  private final Draft draft;

  SigningSection(Draft draft) {
    this.draft = draft;
  }

  Optional<Signing> read(YamlValue section) {
    Optional<Integer> threshold = section.field("threshold", Values::threshold);
    List<URI> signers = new ArrayList<>();
    section.list("signers").forEach(url -> url.as(Values::httpUrl).ifPresent(signers::add));
    List<List<String>> sets = new ArrayList<>();
    for (YamlValue set : section.list("signer_sets")) {
      sets.add(members(set, threshold));
    }
    if (!signers.isEmpty() && sets.isEmpty()) {
      section.problem("signers need signer_sets: the addresses that the contracts know");
    }
    return threshold.map(signatures -> new Signing(signatures, signers, sets));
  }

  private List<String> members(YamlValue set, Optional<Integer> threshold) {
    List<YamlValue> entries = set.list();
    List<String> members =
        entries.stream().flatMap(member -> member.as(draft::address).stream()).toList();
    long signatures = members.stream().distinct().count();
    if (members.size() == entries.size() && threshold.filter(t -> signatures < t).isPresent()) {
      set.problem(
          "needs at least threshold (%d) addresses, not %d".formatted(threshold.get(), signatures));
    }
    return members;
  }
}
