package io.setoff.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which state of the chains a question is about: one exact state, or the {@linkplain Prudent
 * prudent} one of two. What answers in a view goes through {@link Viewed}.
 */
public sealed interface View permits Finality, Prudent {
  /** Every view, in the order in which they are offered. */
  List<View> ALL =
      Stream.<View>concat(Stream.of(Finality.values()), Stream.of(Prudent.values())).toList();

  /** As a person writes it, for example {@code LATEST}. */
  String name();

  /** The view of a {@linkplain #name() name} in any case; empty when there is none. */
  static Optional<View> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return ALL.stream().filter(view -> view.name().equals(upper)).findFirst();
  }
}
