package io.setoff.model;

import java.util.Optional;
import java.util.function.Function;

/**
 * An answer in a view. Prudence is decided here and nowhere else.
 *
 * @param chosen the answer
 * @param other the state that was not chosen; empty when the view is one exact state
 */
public record Viewed<T>(T chosen, Optional<T> other) {

  /**
   * The answer in {@code view}.
   *
   * @param at answers in one exact state
   * @param size what must not be stated too small: absolute net exposure, or a requirement
   */
  public static <T, S extends Comparable<S>> Viewed<T> of(
      View view, Function<Finality, T> at, Function<T, S> size) {
    return switch (view) {
      case Finality exact -> exact(at.apply(exact));
      case Prudent.PRUDENT ->
          prudent(at.apply(Finality.LATEST), at.apply(Finality.FINALIZED), size);
    };
  }

  /** The answer in the only state that was asked for. */
  public static <T> Viewed<T> exact(T answer) {
    return new Viewed<>(answer, Optional.empty());
  }

  /** Of two states the larger one; the latest when they are equal. */
  public static <T, S extends Comparable<S>> Viewed<T> prudent(
      T latest, T finalized, Function<T, S> size) {
    return size.apply(latest).compareTo(size.apply(finalized)) >= 0
        ? new Viewed<>(latest, Optional.of(finalized))
        : new Viewed<>(finalized, Optional.of(latest));
  }
}
