package io.setoff.gateway.api;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainReplica;
import io.setoff.store.Quarantine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Answers that were worked out of the book as it still is, to be given again without working. A
 * change of any chain ends all of them, and so does the moment at which a chain that has fallen
 * silent is to be flagged, and time.
 *
 * @param <Q> a question, equal to another that is answered alike
 * @param <A> its answer
 */
final class AnswersAtHand<Q, A> {
  /** At most: an answer may tell of how long something has lasted. */
  static final Duration LASTS = Duration.ofSeconds(1);

  private static final int MOST = 10_000;

  /** What answers are made of, of one chain. */
  private record Stamp(
      Optional<ChainCursor> cursor,
      List<ChainReplica.State> states,
      Optional<ChainHealth.State> health,
      Optional<String> reason,
      SortedMap<String, Quarantine> quarantined) {
    static Stamp of(ChainView view) {
      return new Stamp(
          view.cursor(),
          view.states(),
          view.health().map(ChainHealth::state),
          view.health().map(ChainHealth::reason),
          view.quarantined());
    }

    /** States are many, and are made anew for each change. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(ChainView view) {
      return states == view.states()
          && cursor.equals(view.cursor())
          && health.equals(view.health().map(ChainHealth::state))
          && reason.equals(view.health().map(ChainHealth::reason))
          && quarantined.equals(view.quarantined());
    }
  }

  /** One state of the book, and what was worked out of it. */
  private record Generation<Q, A>(List<Stamp> stamps, Instant end, Map<Q, Known<A>> answers) {
    boolean isOf(List<ChainView> book) {
      if (stamps.size() != book.size()) {
        return false;
      }
      for (int i = 0; i < stamps.size(); i++) {
        if (!stamps.get(i).isOf(book.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * An answer.
   *
   * @param account whom it is about
   */
  record Known<A>(AccountRef account, A answer) {}

  private final Supplier<List<ChainView>> book;
  private final InstantSource clock;
  private volatile Generation<Q, A> newest;

  AnswersAtHand(Supplier<List<ChainView>> book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
    this.newest = generation(book.get());
  }

  private Generation<Q, A> generation(List<ChainView> views) {
    Instant now = clock.instant();
    Instant end =
        views.stream()
            .flatMap(view -> ChainCondition.changesAt(view, now).stream())
            .reduce(now.plus(LASTS), (one, other) -> one.isBefore(other) ? one : other);
    return new Generation<>(views.stream().map(Stamp::of).toList(), end, new ConcurrentHashMap<>());
  }

  /** The answer, when it is known; costs about as much as looking it up. */
  Optional<Known<A>> find(Q question) {
    Generation<Q, A> known = newest;
    return isCurrent(known, book.get())
        ? Optional.ofNullable(known.answers().get(question))
        : Optional.empty();
  }

  private boolean isCurrent(Generation<Q, A> known, List<ChainView> views) {
    return clock.instant().isBefore(known.end()) && known.isOf(views);
  }

  /** Works an answer out, and keeps it if the book did not change meanwhile. */
  A work(Q question, AccountRef account, Supplier<A> work) {
    Generation<Q, A> before = current();
    A answer = work.get();
    if (before.isOf(book.get()) && before.answers().size() < MOST) {
      before.answers().put(question, new Known<>(account, answer));
    }
    return answer;
  }

  private Generation<Q, A> current() {
    Generation<Q, A> known = newest;
    List<ChainView> views = book.get();
    if (!isCurrent(known, views)) {
      known = generation(views);
      newest = known;
    }
    return known;
  }
}
