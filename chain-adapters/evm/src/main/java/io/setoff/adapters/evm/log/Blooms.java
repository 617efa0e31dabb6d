package io.setoff.adapters.evm.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.LogBloom;
import io.setoff.adapters.rpc.Hex;
import io.setoff.model.ChainId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a chain's blooms may be believed when they exclude logs. A bloom is hashed with its
 * header, but nothing makes a chain fill it in: only receipts tell. So none is believed before one
 * was seen to hold the logs of its block, and none any more after one did not. Thread-safe.
 */
final class Blooms {
  /** Receipts of blocks at multiples of this height are read whatever the bloom says. */
  private static final long CHECKED_EVERY = 64;

  /** Polygon's chains have logs in no bloom at the ends of sprints, which are this long. */
  private static final Set<Long> POLYGON = Set.of(137L, 80_002L);

  private static final long SPRINT = 16;

  private static final System.Logger LOG = System.getLogger(Blooms.class.getName());

  private enum State {
    UNSEEN,
    GOOD,
    BAD
  }

  private final ChainId chain;
  private volatile State state = State.UNSEEN;

  /** Whether a block was taken for one without logs by its bloom alone. */
  private volatile boolean believed;

  private volatile Optional<String> found = Optional.empty();

  Blooms(ChainId chain) {
    this.chain = chain;
  }

  /** Whether the block certainly has none of the wanted logs. */
  boolean exclude(EvmHeader header, LogFilter filter) {
    boolean excluded =
        mayBelieve(header) && !header.bloom().mayHold(filter.addresses(), filter.topics());
    believed |= excluded;
    return excluded;
  }

  private boolean mayBelieve(EvmHeader header) {
    long height = header.ref().height();
    return state == State.GOOD
        && height % CHECKED_EVERY != 0
        && !(POLYGON.contains(chain.evmNumber()) && height % SPRINT == 0);
  }

  /** Why blocks that were read by their blooms alone may lack logs; empty when none may. */
  Optional<String> doubt() {
    return believed ? found : Optional.empty();
  }

  /** All has been read again, and no bloom was believed meanwhile. */
  void settle() {
    believed = false;
  }

  /**
   * Holds a bloom against the receipts that its header commits to.
   *
   * @param wanted logs of these receipts, which are looked up one by one
   */
  void check(EvmHeader header, List<JsonNode> receipts, List<EvmLog> wanted) {
    boolean good =
        receipts.stream().allMatch(receipt -> header.bloom().covers(bloomOf(receipt)))
            && wanted.stream()
                .allMatch(
                    log ->
                        header.bloom().mayHold(List.of(log.address()), log.topics().subList(0, 1)));
    if (!good && state != State.BAD) {
      state = State.BAD;
      String words =
          "the bloom of block %s of %s leaves out logs of the block: from now on the receipts of every block are read"
              .formatted(header.ref(), chain);
      LOG.log(System.Logger.Level.WARNING, words);
      found = Optional.of(words);
    } else if (good && state == State.UNSEEN && hasLogs(receipts)) {
      state = State.GOOD;
    }
  }

  private static LogBloom bloomOf(JsonNode receipt) {
    return LogBloom.of(Hex.bytes(receipt.path("logsBloom")));
  }

  private static boolean hasLogs(List<JsonNode> receipts) {
    return receipts.stream().anyMatch(receipt -> !receipt.path("logs").isEmpty());
  }
}
