package io.setoff.gateway.book;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.Finality;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainReplica;
import io.setoff.store.ChainReplica.State;
import io.setoff.store.Quarantine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One chain at one moment. Immutable.
 *
 * @param chain its configuration
 * @param cursor empty before the first block is indexed
 * @param states every block held, oldest first
 * @param health what its writer last said
 * @param reorgs the latest ones, oldest first
 * @param quarantined what of which account is not to be relied on, by address
 */
public record ChainView(
    GatewayConfig.Chain chain,
    Optional<ChainCursor> cursor,
    List<State> states,
    Optional<ChainHealth> health,
    List<ReorgEvent> reorgs,
    SortedMap<String, Quarantine> quarantined) {
  public ChainView {
    states = List.copyOf(states);
    reorgs = List.copyOf(reorgs);
    quarantined = Collections.unmodifiableSortedMap(quarantined);
  }

  /** What of an account is not to be relied on; empty when all is. */
  public Optional<Quarantine> quarantineOf(String address) {
    return Optional.ofNullable(quarantined.get(address));
  }

  /** The newest block of a finality; empty when none of it is held. */
  public Optional<State> at(Finality finality) {
    return cursor.flatMap(
        c ->
            switch (finality) {
              case LATEST -> Optional.of(states.getLast());
              case SAFE -> atOrBelow(c.safeHeight());
              case FINALIZED -> atOrBelow(c.finalizedHeight());
            });
  }

  private Optional<State> atOrBelow(long height) {
    return states.get(0).block().height() > height
        ? Optional.empty()
        : Optional.of(ChainReplica.at(states, height));
  }

  /** The state at the block with this hash; empty when it is not held. */
  public Optional<State> at(String blockHash) {
    return ChainReplica.at(states, blockHash);
  }

  /** How final a height is by now. */
  public Finality finalityOf(long height) {
    ChainCursor c = cursor.orElseThrow();
    if (height <= c.finalizedHeight()) {
      return Finality.FINALIZED;
    }
    return height <= c.safeHeight() ? Finality.SAFE : Finality.LATEST;
  }

  /** Number of batches applied. */
  public long seq() {
    return cursor.map(ChainCursor::seq).orElse(0L);
  }
}
