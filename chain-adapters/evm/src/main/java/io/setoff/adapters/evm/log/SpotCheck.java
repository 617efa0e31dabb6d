package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.Assurance;
import io.setoff.model.BlockRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Holds some blocks of each range that a provider alone has answered against their receipts: one of
 * a short range, four of a long one. Single blocks, of which an account's history is read, are
 * taken one of some. A node whose index of logs has holes answers as if there were none, and its
 * receipts are whole. The blocks are others for each range, and the same for whoever reads it
 * again. Thread-safe.
 */
final class SpotCheck {
  /** They are asked in one request. */
  private static final int MOST_CHECKED = 4;

  private static final long BLOCKS_PER_CHECK = 256;

  private static final int SINGLE_BLOCKS_PER_CHECK = 16;

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

  /** Whether the logs of the blocks that are checked in a range are those of their receipts. */
  boolean passes(
      RpcSession session, EvmHeader first, EvmHeader last, LogFilter filter, List<EvmLog> logs) {
    List<Long> heights = heights(first.ref(), last.ref());
    List<List<EvmLog>> receipts = ofReceipts(session, heights, filter);
    for (int i = 0; i < receipts.size(); i++) {
      long height = heights.get(i);
      List<EvmLog> told = logs.stream().filter(log -> log.height() == height).toList();
      if (!receipts.get(i).equals(told)) {
        failed(
            "%s leaves out logs: its receipts of block %d have %d of ours, its eth_getLogs told %d"
                .formatted(session.provider(), height, receipts.get(i).size(), told.size()));
        return false;
      }
    }
    return true;
  }

  private void failed(String words) {
    if (found.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, words);
      found = Optional.of(words);
    }
  }

  /** Which blocks are checked: by the hash of the last one, so that nobody can foretell them. */
  static List<Long> heights(BlockRef first, BlockRef last) {
    long blocks = last.height() - first.height() + 1;
    int seed = last.hash().hashCode();
    if (blocks == 1 && Math.floorMod(seed, SINGLE_BLOCKS_PER_CHECK) != 0) {
      return List.of();
    }
    long checked = Math.min(MOST_CHECKED, 1 + blocks / BLOCKS_PER_CHECK);
    return LongStream.range(0, checked)
        .mapToObj(i -> first.height() + Math.floorMod(seed + i * blocks / checked, blocks))
        .toList();
  }

  /** By block; none when the node has no receipts for everybody to ask. */
  private List<List<EvmLog>> ofReceipts(RpcSession session, List<Long> heights, LogFilter filter) {
    try {
      List<EvmHeader> blocks =
          headers.atHeights(session, heights).stream().flatMap(Optional::stream).toList();
      if (blocks.size() < heights.size()) {
        return List.of();
      }
      return new ProvenLogs(session, blooms, filter)
          .of(blocks).stream()
              .map(proven -> proven.stream().map(log -> log.checked(Assurance.SINGLE)).toList())
              .toList();
    } catch (RpcUntrustedException e) {
      throw e;
    } catch (RpcUnavailableException e) {
      return List.of();
    }
  }
}
