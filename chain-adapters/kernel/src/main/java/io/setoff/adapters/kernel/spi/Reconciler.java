package io.setoff.adapters.kernel.spi;

import io.setoff.model.BlockRef;
import io.setoff.store.Difference;
import io.setoff.store.Rows;
import java.util.List;

/** Compares what was folded of an account with what the chain itself says. Thread-safe. */
public interface Reconciler {

  /**
   * What came out.
   *
   * @param block at which it was compared
   * @param compared views that were asked
   * @param proved balances that the state root proves
   * @param differences what does not agree; empty when all does
   */
  record Result(BlockRef block, int compared, int proved, List<Difference> differences) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Compares everything of one account.
   *
   * @param rows the state at {@code block}, which has to be one that nodes still hold
   * @throws io.setoff.adapters.rpc.RpcUnavailableException when no node answers
   */
  Result compare(String account, BlockRef block, Rows rows);
}
