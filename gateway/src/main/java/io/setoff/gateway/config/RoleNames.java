package io.setoff.gateway.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Roles that a process is started with, instead of those of its file.
 *
 * @param origin where they were named, for people
 * @param list as they were written: {@code all}, or names of roles
 */
public record RoleNames(String origin, List<String> list) {
  public RoleNames {
    list = List.copyOf(list);
  }

  /** Names in one text, between commas. */
  public static RoleNames of(String origin, String text) {
    return new RoleNames(
        origin,
        List.of(text.split(",", -1)).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList());
  }

  /**
   * The roles.
   *
   * @throws IllegalArgumentException when one is none
   */
  Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    list.forEach(name -> roles.add(Values.role(name)));
    return roles;
  }
}
