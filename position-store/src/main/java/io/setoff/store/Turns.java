package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.Optional;

/**
 * Who is to try to write a chain, where something besides the store says so. It only keeps others
 * from trying: what is written is compared by the store, whoever has the turn.
 */
@FunctionalInterface
public interface Turns {
  /** Nobody says so: the store's own right to write decides. */
  Turns FREE = _ -> Optional.empty();

  /** Who has the turn instead of this process, as far as is known; does not wait. */
  Optional<String> another(ChainId chain);
}
