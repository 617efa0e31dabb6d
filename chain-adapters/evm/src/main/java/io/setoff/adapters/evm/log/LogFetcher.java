package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.log.LogDecoder.Raw;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.Assurance;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Fetches logs and checks them against the headers that the same provider gives. Thread-safe. */
public final class LogFetcher {

  /**
   * Checked logs.
   *
   * @param first header of the first block
   * @param last header of the last block
   * @param logs in order
   * @param cost of getting them
   */
  public record Batch(EvmHeader first, EvmHeader last, List<EvmLog> logs, Fetched.Cost cost) {

    /** Whether both say the same, whatever it cost. */
    boolean agrees(Batch other) {
      return first.equals(other.first) && last.equals(other.last) && logs.equals(other.logs);
    }

    Batch checked(Assurance level) {
      return new Batch(first, last, logs.stream().map(log -> log.checked(level)).toList(), cost);
    }
  }

  private final RpcPool pool;
  private final EvmHeaders headers;
  private final Verification verification;
  private final LogAgreement agreement;
  private final Blooms blooms;
  private final SpotCheck spots;
  private final RangeLimits limits = new RangeLimits();

  /** Fetches the logs of {@code chain}. */
  public LogFetcher(ChainId chain, RpcPool pool, EvmHeaders headers, Verification verification) {
    this.blooms = new Blooms(chain);
    this.pool = pool;
    this.headers = headers;
    this.verification = verification;
    this.agreement = new LogAgreement(pool);
    this.spots = new SpotCheck(headers, blooms);
  }

  /** See {@link io.setoff.adapters.kernel.spi.ChainSource#doubt}. */
  public Optional<String> doubt() {
    return spots.doubt().or(blooms::doubt);
  }

  /** All has been read again since there was a doubt. */
  public void settle() {
    spots.settle();
    blooms.settle();
  }

  /** The logs of a range of finalized blocks. */
  public Batch range(long from, long to, LogFilter filter) {
    if (verification == Verification.ALL || spots.hasFailed()) {
      return proven(from, to, filter);
    }
    Function<RpcSession, Batch> read = session -> range(session, from, to, filter);
    return verification == Verification.NONE
        ? agreement.of(read)
        : agreement.of(read, () -> proven(from, to, filter));
  }

  private Batch proven(long from, long to, LogFilter filter) {
    return pool.onOne(session -> provenRange(session, from, to, filter));
  }

  /** Every header of the range, linked, with the receipts of those whose bloom says so. */
  private Batch provenRange(RpcSession session, long from, long to, LogFilter filter) {
    long start = System.nanoTime();
    long bytes = session.bytesRead();
    List<EvmHeader> chain =
        headers.atHeights(session, LongStream.rangeClosed(from, to).boxed().toList()).stream()
            .map(header -> header.orElseThrow(() -> unknown(to)))
            .toList();
    for (int i = 1; i < chain.size(); i++) {
      if (!chain.get(i).ref().parentHash().equals(chain.get(i - 1).ref().hash())) {
        throw new RpcUnavailableException("the chain changed its branch while it was read");
      }
    }
    List<EvmLog> logs = new ArrayList<>();
    new ProvenLogs(session, blooms, filter).of(chain).forEach(logs::addAll);
    Fetched.Cost cost = cost(session, logs.size(), bytes, start, 0);
    return new Batch(chain.getFirst(), chain.getLast(), logs, cost);
  }

  private static RpcUnavailableException unknown(long height) {
    return new RpcUnavailableException("the node does not know block " + height);
  }

  private static Fetched.Cost cost(
      RpcSession session, int events, long bytesBefore, long startNanos, int refusals) {
    return new Fetched.Cost(
        events,
        session.bytesRead() - bytesBefore,
        Duration.ofNanos(System.nanoTime() - startNanos).toMillis(),
        refusals);
  }

  private Batch range(RpcSession session, long from, long to, LogFilter filter) {
    long start = System.nanoTime();
    long bytes = session.bytesRead();
    LogReader reader = new LogReader(session, limits);
    List<RpcCall> bounds =
        List.of(
            RpcCall.of("eth_getBlockByNumber", Hex.of(from), false),
            RpcCall.of("eth_getBlockByNumber", Hex.of(to), false));
    List<RpcReply> replies =
        filter.isEmpty() ? session.batch(bounds) : reader.read(from, to, filter, bounds);
    EvmHeader first = header(replies.get(0), from);
    EvmHeader last = header(replies.get(1), to);
    List<EvmLog> logs = new LogCheck(session, headers, reader, filter).of(first, last);
    boolean alone = pool.size() == 1 && verification == Verification.HEAD && !filter.isEmpty();
    if (alone && !spots.passes(session, first, last, filter, logs)) {
      return provenRange(session, from, to, filter);
    }
    Fetched.Cost cost = cost(session, logs.size(), bytes, start, reader.refusals());
    return new Batch(first, last, logs, cost);
  }

  private EvmHeader header(RpcReply reply, long height) {
    return headers
        .read(reply, "eth_getBlockByNumber")
        .filter(header -> header.ref().height() == height)
        .orElseThrow(() -> unknown(height));
  }

  /** The logs of blocks near the head, by hash; one batch per block. */
  public List<Batch> blocks(List<BlockRef> blocks, LogFilter filter) {
    return verification == Verification.NONE
        ? blocks.stream()
            .map(block -> agreement.of(session -> blocks(session, List.of(block), filter).get(0)))
            .toList()
        : pool.onOne(session -> blocks(session, blocks, filter));
  }

  private List<Batch> blocks(RpcSession session, List<BlockRef> blocks, LogFilter filter) {
    List<String> hashes = blocks.stream().map(BlockRef::hash).toList();
    List<EvmHeader> found = headers.byHashes(session, hashes);
    List<List<EvmLog>> logs =
        verification == Verification.NONE
            ? unproven(session, found, filter)
            : new ProvenLogs(session, blooms, filter).of(found);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      EvmHeader header = found.get(i);
      Fetched.Cost cost = new Fetched.Cost(logs.get(i).size(), 0, 0, 0);
      batches.add(new Batch(header, header, logs.get(i), cost));
    }
    return batches;
  }

  private List<List<EvmLog>> unproven(
      RpcSession session, List<EvmHeader> blocks, LogFilter filter) {
    if (filter.isEmpty()) {
      return blocks.stream().map(header -> List.<EvmLog>of()).toList();
    }
    List<List<Raw>> byBlock =
        new LogReader(session, limits)
            .byHash(blocks.stream().map(header -> header.ref().hash()).toList(), filter);
    List<List<EvmLog>> logs = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      BlockRef block = blocks.get(i).ref();
      logs.add(
          LogCheck.ofBlock(byBlock.get(i), block).stream()
              .map(raw -> raw.at(block.time()))
              .filter(filter::wants)
              .toList());
    }
    return logs;
  }
}
