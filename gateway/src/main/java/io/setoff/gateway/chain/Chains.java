package io.setoff.gateway.chain;

import io.opentelemetry.api.trace.Tracer;
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

/** The configured chains, each with the thread that follows it in a process that reads chains. */
public final class Chains implements AutoCloseable {
  private final TreeMap<ChainId, ChainAccess> chains = new TreeMap<>();
  private final TreeMap<ChainId, FollowedChain> followed = new TreeMap<>();

  /**
   * Follows nothing yet; see {@link #start}.
   *
   * @param store that chains are read into; empty when this process reads none
   */
  public Chains(
      GatewayConfig config,
      ChainNamespace namespace,
      Optional<PositionStore> store,
      Clock clock,
      Tracer tracer) {
    String owner = UUID.randomUUID().toString();
    for (GatewayConfig.Chain chain : config.chains()) {
      ChainAccess access = new ChainAccess(chain, namespace);
      chains.put(chain.id(), access);
      store.ifPresent(
          target ->
              followed.put(
                  chain.id(), new FollowedChain(chain, access, target, owner, clock, tracer)));
    }
  }

  public void start() {
    followed.values().forEach(FollowedChain::start);
  }

  /**
   * A configured chain.
   *
   * @throws java.util.NoSuchElementException for another one
   */
  public ChainAccess of(ChainId chain) {
    return Optional.ofNullable(chains.get(chain)).orElseThrow();
  }

  /** Who follows the chain here; empty in a process that reads none. */
  public Optional<FollowedChain> followed(ChainId chain) {
    return Optional.ofNullable(followed.get(chain));
  }

  /** Whether it is this process that reads the chain. */
  public boolean writes(ChainId chain) {
    return followed(chain).map(FollowedChain::writes).orElse(false);
  }

  /** Has new accounts read now, where that is done here. */
  public void hurry(ChainId chain) {
    followed(chain).ifPresent(FollowedChain::hurry);
  }

  public Map<ChainId, ChainAdapter> adapters() {
    Map<ChainId, ChainAdapter> adapters = new TreeMap<>();
    chains.forEach((id, chain) -> adapters.put(id, chain.adapter()));
    return adapters;
  }

  /** Those whose thread died: nothing but a restart moves them on. */
  public List<ChainId> dead() {
    return followed.entrySet().stream()
        .filter(chain -> chain.getValue().isDead())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends the following; the nodes can still be asked. */
  public void stop() {
    followed.values().forEach(FollowedChain::interrupt);
    followed.values().forEach(FollowedChain::awaitEnd);
  }

  @Override
  public void close() {
    chains.values().forEach(ChainAccess::close);
  }
}
