package io.setoff.gateway.config;

import io.setoff.store.RedisSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a process does, and whether its configuration has what that needs. */
final class RolesSection {
  /** Everything that has its section. */
  private static final String ALL = "all";

  private final Optional<OracleConfig> oracle;
  private final Optional<SignerConfig> signer;
  private final Optional<RedisSettings> redis;

  RolesSection(
      Optional<OracleConfig> oracle, Optional<SignerConfig> signer, Optional<RedisSettings> redis) {
    this.oracle = oracle;
    this.signer = signer;
    this.redis = redis;
  }

  /**
   * The roles of a process; what they lack is a problem.
   *
   * @param root of the file
   * @param instead what the process was started as, whatever the file says
   */
  Set<Role> read(YamlValue root, Optional<RoleNames> instead) {
    Optional<YamlValue> section = root.optional("roles");
    Set<Role> roles =
        instead
            .map(names -> named(root, names))
            .orElseGet(() -> section.map(this::listed).orElseGet(this::all));
    check(section.orElse(root), roles);
    return roles;
  }

  private Set<Role> named(YamlValue root, RoleNames names) {
    try {
      return names.list().equals(List.of(ALL)) ? all() : names.roles();
    } catch (IllegalArgumentException e) {
      root.problem(names.origin() + " " + e.getMessage());
      return all();
    }
  }

  private Set<Role> listed(YamlValue section) {
    if (section.isText(ALL)) {
      return all();
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<YamlValue> entries = section.list();
    entries.forEach(role -> role.as(Values::role).ifPresent(roles::add));
    if (entries.isEmpty()) {
      section.problem("names no role: all, or some of adapter, gateway, oracle, signer");
    }
    return roles;
  }

  private Set<Role> all() {
    Set<Role> roles = EnumSet.of(Role.ADAPTER, Role.GATEWAY);
    oracle.ifPresent(section -> roles.add(Role.ORACLE));
    signer.ifPresent(section -> roles.add(Role.SIGNER));
    return roles;
  }

  private void check(YamlValue at, Set<Role> roles) {
    if (roles.contains(Role.SIGNER) && (signer.isEmpty() || oracle.isEmpty())) {
      at.problem("the role signer needs the sections signer and oracle");
    }
    if (roles.contains(Role.ORACLE) && oracle.isEmpty()) {
      at.problem("the role oracle needs the section oracle");
    }
    if (roles.contains(Role.ADAPTER) != roles.contains(Role.GATEWAY) && redis.isEmpty()) {
      at.problem(
          roles.contains(Role.GATEWAY)
              ? "the role gateway without adapter needs store.redis: it answers from what others"
                  + " write there"
              : "the role adapter without gateway needs store.redis: others answer from what it"
                  + " writes there");
    }
    if (roles.contains(Role.SIGNER)
        && roles.contains(Role.GATEWAY)
        && !roles.contains(Role.ADAPTER)) {
      at.problem(
          "the role signer reads the chains by itself: it is alone, or beside adapter and gateway");
    }
    oracle
        .filter(section -> roles.contains(Role.ORACLE) && !roles.contains(Role.GATEWAY))
        .ifPresent(section -> checkAlone(at, section));
  }

  private static void checkAlone(YamlValue at, OracleConfig oracle) {
    if (oracle.gateways().isEmpty()) {
      at.problem("the role oracle without gateway needs oracle.gateways: whom it asks for figures");
    }
    if (oracle.signing().signers().isEmpty()) {
      at.problem(
          "the role oracle without gateway needs oracle.signers: it reads no chain to compare with,"
              + " and they do");
    }
  }
}
