package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.view.ListCheck;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.store.Rows;
import java.util.List;
import java.util.SortedSet;

/**
 * One protocol's part in indexing an EVM chain.
 *
 * <p>Fold first: what a protocol computes from events and a market index is folded, so that one
 * event moves every holder. What cannot be folded is read at the block, for tracked accounts.
 */
public interface EvmProtocol {

  /** Contracts whose logs matter, as far as {@code rows} know them. It only grows. */
  SortedSet<String> addresses(Rows rows);

  EventFold events();

  /** Plans reads that are needed once, for what {@code rows} have met and do not know yet. */
  default void discover(Rows rows, ViewPlan plan) {}

  /**
   * Views that tell what the rows of an account are to be, for comparing the two.
   *
   * @param rows the state at {@code block}
   */
  default List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    return List.of();
  }

  /** Lists of contracts that tell whether the rows know everything there is. */
  default List<ListCheck> lists(Rows rows) {
    return List.of();
  }

  /**
   * Plans reads that are needed at every block near the head, and of what is in doubt.
   *
   * @param rows the answers go to, too; nothing is changed before they are there
   */
  default void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {}

  /**
   * Deletes what {@link #refresh} has read of an account and no log keeps right, see {@link
   * io.setoff.adapters.evm.view.Readings#forget}.
   */
  default void forget(String account, RowEditor rows) {}
}
