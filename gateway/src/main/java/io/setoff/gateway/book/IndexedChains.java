package io.setoff.gateway.book;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every configured chain, in memory. Reading never waits. */
public final class IndexedChains implements AutoCloseable {
  private final TreeMap<ChainId, ChainBook> chains = new TreeMap<>();
  private final List<PositionStore.Subscription> subscriptions = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** A book of all configured chains, fed by {@code store}. */
  public IndexedChains(GatewayConfig config, PositionStore store) {
    for (GatewayConfig.Chain chain : config.chains()) {
      ChainBook book = new ChainBook(chain, this::changed);
      chains.put(chain.id(), book);
      subscriptions.add(store.subscribe(chain.id(), book));
    }
  }

  /** The chains now, sorted by id. */
  public List<ChainView> chains() {
    return chains.values().stream().map(ChainBook::view).toList();
  }

  public Optional<ChainView> chain(ChainId id) {
    return Optional.ofNullable(chains.get(id)).map(ChainBook::view);
  }

  /** Runs {@code listener} after every change, on the writer's thread: it must be short. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Lets everybody look again at something that is not in the book. */
  public void touch() {
    changed();
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void close() {
    subscriptions.forEach(PositionStore.Subscription::close);
  }
}
