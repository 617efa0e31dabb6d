package io.setoff.gateway.book;

import io.opentelemetry.api.trace.Tracer;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Every configured chain, in memory. Reading never waits. It follows the store by what the store
 * tells, a moment after it is durable.
 */
public final class IndexedChains implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(IndexedChains.class);

  private final TreeMap<ChainId, ChainBook> chains = new TreeMap<>();
  private final List<PositionStore.Subscription> subscriptions = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** A book of all configured chains as {@code store} has them, which follows it from now on. */
  public IndexedChains(GatewayConfig config, PositionStore store, Tracer tracer) {
    for (GatewayConfig.Chain chain : config.chains()) {
      ChainBook book = new ChainBook(chain, this::changed, tracer);
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

  /** In which traces the newest blocks of every chain were taken in, where there are any. */
  public List<HeadTrace> traces() {
    return chains.values().stream().flatMap(book -> book.traces().stream()).toList();
  }

  /**
   * Runs {@code listener} after every change, on the thread that keeps a chain's book: whoever has
   * much to do does it elsewhere. What it throws is logged.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    listeners.forEach(IndexedChains::tell);
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("a change of the book was not taken notice of", e);
    }
  }

  @Override
  public void close() {
    subscriptions.forEach(PositionStore.Subscription::close);
  }
}
