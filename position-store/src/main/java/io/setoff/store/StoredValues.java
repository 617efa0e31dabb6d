package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.List;

/** A store at rest, read value by value and without a copy of it in memory. */
interface StoredValues extends AutoCloseable {

  /** Chains of which there is anything. */
  List<ChainId> chains();

  /**
   * Tells everything of a chain, kind by kind in the order of {@link StoredValue.Kind}.
   *
   * @throws StoreException when the store does not answer, or is written to meanwhile
   */
  void tell(ChainId chain, Visitor visitor);

  /** Tells what is wrong with the store as a whole: damaged files, keys of nothing known. */
  default void tellDamage(Visitor visitor) {}

  @Override
  void close();

  /** Hears of a store's values. */
  interface Visitor {
    void value(StoredValue value);

    /**
     * Something that should be there cannot be read.
     *
     * @param chain whose it is; empty when that is not known
     * @param key what
     * @param why one clause
     */
    void unreadable(String chain, String key, String why);
  }
}
