package io.setoff.adapters.evm.source;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.List;

/**
 * From which block on the nodes of a chain keep the state, as far as it was found out. Logs they
 * keep for longer: older blocks are folded, not read. Thread-safe.
 */
final class StateWindow {
  private static final System.Logger LOG = System.getLogger(StateWindow.class.getName());

  private final ChainId chain;
  private final RpcPool pool;
  private final EvmHeaders headers;
  private final EvmRpc rpc;
  private volatile long keptFrom;

  StateWindow(ChainId chain, RpcPool pool, EvmHeaders headers, EvmRpc rpc) {
    this.chain = chain;
    this.pool = pool;
    this.headers = headers;
    this.rpc = rpc;
  }

  /** No block below has a state that could be read. */
  long keptFrom() {
    return keptFrom;
  }

  /** The nodes have dropped the state of a block: looks how far that goes. */
  void dropped(BlockRef block) {
    long gone = block.height();
    long kept = Hex.longQuantity(pool.call("eth_blockNumber"));
    while (kept - gone > 1) {
      long middle = gone + (kept - gone) / 2;
      EvmHeader header =
          pool.onOne(session -> headers.atHeights(session, List.of(middle)))
              .getFirst()
              .orElseThrow(() -> new RpcUnavailableException("the node does not know " + middle));
      if (rpc.hasDroppedState(header.ref())) {
        gone = middle;
      } else {
        kept = middle;
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "%s: no node keeps the state of block %d, the oldest that they keep is that of %d. Until there blocks are folded, and nothing is read"
            .formatted(chain, block.height(), kept));
    keptFrom = kept;
  }
}
