package io.setoff.gateway.portfolio;

import io.setoff.gateway.book.ChainView;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.store.ChainHealth;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a chain's state can be trusted now.
 *
 * @param state OK, DEGRADED or FAILED
 * @param gap what is wrong; empty when OK
 */
public record ChainCondition(Coverage.State state, Optional<Gap> gap) {
  /** A chain this many blocks behind its node is catching up, not merely polling. */
  private static final long LAG = 16;

  /** One sentence for people; empty when OK. */
  public String reason() {
    return gap.map(Gap::detail).orElse("");
  }

  /**
   * Judges the chain as {@code view} shows it.
   *
   * @param point the state that is used of it; empty when none is held
   */
  public static ChainCondition of(ChainView view, Optional<?> point, Instant now) {
    if (view.health().isEmpty()) {
      return failed(view, GapKind.UNREAD, "nothing is indexed yet");
    }
    ChainHealth health = view.health().get();
    return switch (health.state()) {
      case DIVERGED -> failed(view, GapKind.REORG_BEYOND_JOURNAL, health.reason());
      case HALTED -> failed(view, GapKind.STALE, "indexing stopped: " + health.reason());
      case UNREACHABLE ->
          point.isPresent()
              ? degraded(view, GapKind.STALE, unreachable(health))
              : failed(view, GapKind.UNREAD, unreachable(health));
      case SYNCING, LIVE -> reachable(view, health, point, now);
    };
  }

  /**
   * When the clock alone makes another condition of it: what falls silent is stale, what stands
   * still is stalled. Empty when that has happened.
   */
  public static Optional<Instant> changesAt(ChainView view, Instant now) {
    return view.health().stream()
        .flatMap(
            health ->
                Stream.of(
                    health.lastContact().plus(view.chain().staleAfter()),
                    health.headSince().plus(view.chain().stalledAfter())))
        .filter(then -> !then.isBefore(now))
        .min(Comparator.naturalOrder());
  }

  private static ChainCondition reachable(
      ChainView view, ChainHealth health, Optional<?> point, Instant now) {
    if (point.isEmpty()) {
      return failed(view, GapKind.UNREAD, "no block of this finality is indexed yet");
    }
    if (health.lastContact().plus(view.chain().staleAfter()).isBefore(now)) {
      return degraded(
          view, GapKind.STALE, "nothing was heard of its nodes since " + health.lastContact());
    }
    if (health.headSince().plus(view.chain().stalledAfter()).isBefore(now)) {
      return degraded(
          view,
          GapKind.STALE,
          "no new block since "
              + health.headSince()
              + ", the node is still at "
              + health.nodeHeight());
    }
    long height = view.cursor().map(c -> c.head().height()).orElse(0L);
    if (health.nodeHeight() - height > LAG) {
      return degraded(
          view, GapKind.STALE, "indexing: block " + height + " of " + health.nodeHeight());
    }
    return new ChainCondition(Coverage.State.OK, Optional.empty());
  }

  private static String unreachable(ChainHealth health) {
    return health.lastContact().equals(Instant.EPOCH)
        ? "no node answers: " + health.reason()
        : "no node answers since " + health.lastContact() + ": " + health.reason();
  }

  private static ChainCondition failed(ChainView view, GapKind kind, String reason) {
    return new ChainCondition(Coverage.State.FAILED, Optional.of(gap(view, kind, reason)));
  }

  private static ChainCondition degraded(ChainView view, GapKind kind, String reason) {
    return new ChainCondition(Coverage.State.DEGRADED, Optional.of(gap(view, kind, reason)));
  }

  private static Gap gap(ChainView view, GapKind kind, String reason) {
    return new Gap(kind, view.chain().id().value(), view.chain().name() + ": " + reason);
  }
}
