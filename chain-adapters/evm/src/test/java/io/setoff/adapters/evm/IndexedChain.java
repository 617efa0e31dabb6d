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
import io.setoff.store.Quarantine;
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
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** A chain of the devnet, indexed into a store and read back. */
final class IndexedChain {
  /** What the readers emit for an account. */
  record Read(List<Position> positions, List<Gap> gaps) {}

  private final EvmChain adapter;
  private final ChainFollower follower;

  /** What the store has told so far. */
  private record Told(long seq, List<ChainReplica.State> states) {}

  private final AtomicReference<Told> told = new AtomicReference<>(new Told(0, List.of()));
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
                "test",
                0,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                50,
                nearHead,
                2,
                Duration.ofSeconds(1),
                0),
            Clock.systemUTC());
    store.subscribe(
        chain.id(),
        new Subscriber() {
          private final ChainReplica replica = new ChainReplica();

          private void told(ChainCursor cursor) {
            told.set(new Told(cursor.seq(), replica.states()));
          }

          @Override
          public void image(ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
            replica.reset(cursor, rows, journal);
            told(cursor);
          }

          @Override
          public void applied(ChainCursor cursor, Optional<BlockRef> revertTo, List<Unit> units) {
            replica.apply(cursor, revertTo, units);
            told(cursor);
          }

          @Override
          public void quarantined(SortedMap<String, Quarantine> marks) {}

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

  /** Every state held, as a subscriber that has been told everything has them. */
  List<ChainReplica.State> states() {
    long seq = store.cursor(chain.id()).orElseThrow().seq();
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(told::get, newest -> newest.seq() >= seq)
        .states();
  }

  Read read(String account) {
    return read(account, states().getLast());
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
