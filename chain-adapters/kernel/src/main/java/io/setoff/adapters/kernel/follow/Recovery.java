package io.setoff.adapters.kernel.follow;

import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.util.Optional;

/**
 * What is done when the stored chain is not canonical, further back than it can be undone. It
 * stays, flagged, until another one is built; when that is ready it takes its place in one step.
 * Only the chain's writer uses it.
 */
final class Recovery {
  private final ChainSource source;
  private final PositionStore store;
  private final FollowerSettings settings;
  private final Committer committer;
  private final Clock clock;
  private Optional<Rebuild> rebuild = Optional.empty();

  Recovery(
      ChainSource source,
      PositionStore store,
      FollowerSettings settings,
      Committer committer,
      Clock clock) {
    this.source = source;
    this.store = store;
    this.settings = settings;
    this.committer = committer;
    this.clock = clock;
  }

  boolean isRebuilding() {
    return rebuild.isPresent();
  }

  /**
   * Begins to read everything again, and puts it in place when it is there.
   *
   * @throws DivergedException until it is in place, with what is done
   */
  void repair(Heads heads, String doubt) {
    if (step(heads, new DivergedException(doubt), false)) {
      source.settle();
    }
  }

  /**
   * Begins to rebuild when enough providers agree, and puts what is rebuilt in place.
   *
   * @throws DivergedException until it is in place, with what is done
   */
  void step(Heads heads, DivergedException diverged) {
    step(heads, diverged, true);
  }

  /** True when it is in place. */
  private boolean step(Heads heads, DivergedException diverged, boolean snapshots) {
    if (rebuild.isEmpty()) {
      Agreement agreement = source.agreement(heads.latest());
      if (!agreement.isQuorum()) {
        throw diverged.since(
            "%d of %d providers say so, which is not enough to build it anew"
                .formatted(agreement.agree(), agreement.providers()));
      }
      rebuild = Optional.of(new Rebuild(source, store, settings, clock, snapshots));
      throw diverged.since("it is built anew");
    }
    Optional<PositionStore> rebuilt = rebuild.get().result();
    if (rebuilt.isPresent()) {
      try (PositionStore room = rebuilt.get()) {
        committer.replace(room);
      }
      end();
      return true;
    } else if (rebuild.get().hasFailed()) {
      String failure = rebuild.get().failure();
      end();
      throw diverged.since("it could not be built anew: " + failure);
    } else {
      throw diverged.since("it is built anew");
    }
  }

  /** Gives up a rebuild that is under way. */
  void end() {
    rebuild.ifPresent(Rebuild::close);
    rebuild = Optional.empty();
  }
}
