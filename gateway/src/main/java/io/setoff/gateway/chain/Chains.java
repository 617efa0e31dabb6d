package io.setoff.gateway.chain;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The configured chains, each with the thread that follows it. */
public final class Chains implements AutoCloseable {
  private final TreeMap<ChainId, FollowedChain> chains = new TreeMap<>();

  /** Follows nothing yet; see {@link #start}. */
  public Chains(GatewayConfig config, ChainNamespace namespace, PositionStore store, Clock clock) {
    String owner = UUID.randomUUID().toString();
    for (GatewayConfig.Chain chain : config.chains()) {
      chains.put(chain.id(), new FollowedChain(chain, namespace, store, owner, clock));
    }
  }

  public void start() {
    chains.values().forEach(FollowedChain::start);
  }

  /**
   * A configured chain.
   *
   * @throws java.util.NoSuchElementException for another one
   */
  public FollowedChain of(ChainId chain) {
    return Optional.ofNullable(chains.get(chain)).orElseThrow();
  }

  public Map<ChainId, ChainAdapter> adapters() {
    Map<ChainId, ChainAdapter> adapters = new TreeMap<>();
    chains.forEach((id, chain) -> adapters.put(id, chain.adapter()));
    return adapters;
  }

  /** Those whose thread died: nothing but a restart moves them on. */
  public List<ChainId> dead() {
    return chains.entrySet().stream()
        .filter(chain -> chain.getValue().isDead())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends the following; the nodes can still be asked. */
  public void stop() {
    chains.values().forEach(FollowedChain::interrupt);
    chains.values().forEach(FollowedChain::awaitEnd);
  }

  @Override
  public void close() {
    chains.values().forEach(FollowedChain::closeConnections);
  }
}
