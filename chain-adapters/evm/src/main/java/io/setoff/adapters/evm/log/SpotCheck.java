package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.Assurance;
import java.util.List;
import java.util.Optional;

/**
 * Holds one block of each range that a provider alone has answered against the block's receipts. A
 * node whose index of logs has holes answers as if there were none, and its receipts are whole. The
 * block is another one for each range, and the same for whoever reads it again. Thread-safe.
 */
final class SpotCheck {
  private static final System.Logger LOG = System.getLogger(SpotCheck.class.getName());

  private final EvmHeaders headers;
  private final Blooms blooms;
  private volatile Optional<String> found = Optional.empty();
  private volatile boolean settled;

  SpotCheck(EvmHeaders headers, Blooms blooms) {
    this.headers = headers;
    this.blooms = blooms;
  }

  /** Whether logs have been missing: ranges are to be proved from then on. */
  boolean hasFailed() {
    return found.isPresent();
  }

  /** What was missing; empty when nothing was, or all has been read again since. */
  Optional<String> doubt() {
    return settled ? Optional.empty() : found;
  }

  /** All has been read again. */
  void settle() {
    settled = true;
  }

  /** Whether the block's logs in a range are those of its receipts. */
  boolean passes(
      RpcSession session, EvmHeader first, EvmHeader last, LogFilter filter, List<EvmLog> logs) {
    long blocks = last.ref().height() - first.ref().height() + 1;
    long height = first.ref().height() + Math.floorMod(last.ref().hash().hashCode(), blocks);
    Optional<List<EvmLog>> receipts = ofReceipts(session, height, filter);
    List<EvmLog> told = logs.stream().filter(log -> log.height() == height).toList();
    if (receipts.isEmpty() || receipts.get().equals(told)) {
      return true;
    }
    String words =
        "%s leaves out logs: its receipts of block %d have %d of ours, its eth_getLogs told %d"
            .formatted(session.provider(), height, receipts.get().size(), told.size());
    if (found.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, words);
      found = Optional.of(words);
    }
    return false;
  }

  /** Empty when the node has no receipts for everybody to ask. */
  private Optional<List<EvmLog>> ofReceipts(RpcSession session, long height, LogFilter filter) {
    try {
      return headers
          .atHeights(session, List.of(height))
          .getFirst()
          .map(header -> new ProvenLogs(session, blooms, filter).of(List.of(header)).getFirst())
          .map(proven -> proven.stream().map(log -> log.checked(Assurance.SINGLE)).toList());
    } catch (RpcUntrustedException e) {
      throw e;
    } catch (RpcUnavailableException e) {
      return Optional.empty();
    }
  }
}
