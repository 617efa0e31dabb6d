package io.setoff.adapters.evm;

import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Gap;
import io.setoff.model.Position;
import io.setoff.model.VenueId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainReplica;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain of the devnet, indexed into a store and read back. */
final class IndexedChain {
  /** What the readers emit for an account. */
  record Read(List<Position> positions, List<Gap> gaps) {}

  private final EvmChain adapter;
  private final ChainFollower follower;
  private final ChainReplica replica = new ChainReplica();
  private final DevnetChain chain;
  private final PositionStore store;

  /**
   * An indexer over {@code store}.
   *
   * @param nearHead see {@link FollowerSettings}
   */
  IndexedChain(DevnetChain chain, PositionStore store, Collection<String> tracked, long nearHead) {
    this.chain = chain;
    this.store = store;
    this.adapter = chain.adapter();
    tracked.forEach(account -> store.track(new AccountId(chain.id(), account)));
    this.follower =
        new ChainFollower(
            adapter.source(),
            store,
            new FollowerSettings(
                "test", 0, Duration.ofMillis(20), 50, nearHead, 2, Duration.ofSeconds(1), 0),
            Clock.systemUTC());
    store.subscribe(
        chain.id(),
        new Subscriber() {
          @Override
          public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
            replica.reset(cursor, rows, journal);
          }

          @Override
          public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
            replica.apply(cursor, revertTo, units);
          }

          @Override
          public void health(ChainHealth health) {}
        });
  }

  void advanceTo(long height) {
    while (follower.advance(height)) {
      // one range of finalized blocks each
    }
  }

  BlockRef head() {
    return store.cursor(chain.id()).orElseThrow().head();
  }

  List<ChainReplica.State> states() {
    return replica.states();
  }

  Read read(String account) {
    return read(account, replica.states().getLast());
  }

  Read read(String account, ChainReplica.State state) {
    List<Position> positions = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    PositionSink sink =
        new PositionSink() {
          @Override
          public void position(Position position) {
            positions.add(position);
          }

          @Override
          public void gap(VenueId venue, Gap gap) {
            gaps.add(gap);
          }
        };
    for (PositionReader reader : adapter.positions()) {
      reader.read(new AccountId(chain.id(), account), state.block(), state.rows(), sink);
    }
    return new Read(positions, gaps);
  }
}
