package io.setoff.adapters.kernel.spi;

import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;

/** A consistent state of one chain's rows, to read from and to change. */
public interface RowEditor extends Rows {

  /** Replaces a row whole. */
  void put(RowKey key, List<BigInteger> words, Origin origin);

  void delete(RowKey key);

  /**
   * Notes that a log of the block at {@code height} names an address, for the index of accounts.
   * Blocks come in their order.
   */
  void names(String address, long height);

  /** Forgets every change of the block or range under construction. */
  void restartBlock();
}
