package io.setoff.adapters.evm;

import io.setoff.adapters.evm.LogDecoder.Raw;
import io.setoff.adapters.kernel.Fetched;
import io.setoff.adapters.kernel.rpc.RpcCall;
import io.setoff.adapters.kernel.rpc.RpcPool;
import io.setoff.adapters.kernel.rpc.RpcReply;
import io.setoff.adapters.kernel.rpc.RpcSession;
import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import io.setoff.model.Assurance;
import io.setoff.model.BlockRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Fetches logs and checks them against the headers that the same provider gives. Thread-safe. */
final class LogFetcher {

  /**
   * Checked logs.
   *
   * @param first header of the first block
   * @param last header of the last block
   * @param logs in order
   * @param cost of getting them
   */
  record Batch(EvmHeader first, EvmHeader last, List<EvmLog> logs, Fetched.Cost cost) {

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
  private final RangeLimits limits = new RangeLimits();

  LogFetcher(RpcPool pool, EvmHeaders headers, Verification verification) {
    this.pool = pool;
    this.headers = headers;
    this.verification = verification;
    this.agreement = new LogAgreement(pool);
  }

  /** The logs of a range of finalized blocks. */
  Batch range(long from, long to, LogFilter filter) {
    return verification == Verification.ALL
        ? pool.onOne(session -> provenRange(session, from, to, filter))
        : agreement.of(session -> range(session, from, to, filter));
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
    new ProvenLogs(session, filter).of(chain).forEach(logs::addAll);
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
    List<EvmLog> logs = check(session, reader, first, last, filter);
    Fetched.Cost cost = cost(session, logs.size(), bytes, start, reader.refusals());
    return new Batch(first, last, logs, cost);
  }

  private EvmHeader header(RpcReply reply, long height) {
    return headers
        .read(reply, "eth_getBlockByNumber")
        .filter(header -> header.ref().height() == height)
        .orElseThrow(() -> unknown(height));
  }

  private List<EvmLog> check(
      RpcSession session, LogReader reader, EvmHeader first, EvmHeader last, LogFilter filter) {
    List<Raw> logs = new ArrayList<>(reader.logs());
    for (Raw log : logs) {
      if (log.height() < first.ref().height() || log.height() > last.ref().height()) {
        throw new RpcUnavailableException(
            "asked for the logs of blocks %d to %d, got one of %d"
                .formatted(first.ref().height(), last.ref().height(), log.height()));
      }
    }
    logs.sort(LogReader.ORDER);
    SortedSet<Long> doubtful = doubtful(logs);
    if (!doubtful.isEmpty()) {
      logs.removeIf(log -> doubtful.contains(log.height()));
      logs.addAll(readAgain(session, reader, List.copyOf(doubtful), filter));
      logs.sort(LogReader.ORDER);
    }
    requireBlock(logs, first.ref());
    requireBlock(logs, last.ref());
    return withTimes(session, logs, filter);
  }

  /** Heights with a log that is removed or there twice, or with logs of two blocks. */
  private static SortedSet<Long> doubtful(List<Raw> logs) {
    SortedSet<Long> doubtful = new TreeSet<>();
    for (int i = 0; i < logs.size(); i++) {
      Raw log = logs.get(i);
      if (log.removed()) {
        doubtful.add(log.height());
      }
      if (i > 0 && logs.get(i - 1).height() == log.height()) {
        Raw before = logs.get(i - 1);
        if (before.logIndex() == log.logIndex() || !before.blockHash().equals(log.blockHash())) {
          doubtful.add(log.height());
        }
      }
    }
    return doubtful;
  }

  /** Some nodes mix in logs of blocks that are no longer canonical; by hash they cannot. */
  private List<Raw> readAgain(
      RpcSession session, LogReader reader, List<Long> heights, LogFilter filter) {
    List<EvmHeader> blocks = new ArrayList<>();
    for (Optional<EvmHeader> header : headers.atHeights(session, heights)) {
      blocks.add(
          header.orElseThrow(() -> new RpcUnavailableException("a block of logs is not there")));
    }
    List<List<Raw>> byBlock =
        reader.byHash(blocks.stream().map(header -> header.ref().hash()).toList(), filter);
    List<Raw> logs = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      logs.addAll(ofBlock(byBlock.get(i), blocks.get(i).ref()));
    }
    return logs;
  }

  /** The logs of one block: of no other, each once, none removed, in order. */
  static List<Raw> ofBlock(List<Raw> answered, BlockRef block) {
    List<Raw> logs = new ArrayList<>(answered);
    logs.removeIf(Raw::removed);
    logs.sort(LogReader.ORDER);
    for (int i = 0; i < logs.size(); i++) {
      boolean twice = i > 0 && logs.get(i - 1).logIndex() == logs.get(i).logIndex();
      if (twice || !logs.get(i).blockHash().equals(block.hash())) {
        throw new RpcUnavailableException(
            "asked for the logs of block " + block + ", got others or one twice");
      }
    }
    return logs;
  }

  private static void requireBlock(List<Raw> logs, BlockRef block) {
    for (Raw log : logs) {
      if (log.height() == block.height() && !log.blockHash().equals(block.hash())) {
        throw new RpcUnavailableException("the logs of block " + block + " are of another branch");
      }
    }
  }

  /** Nodes that leave out a log's {@code blockTimestamp} are asked for the block. */
  private List<EvmLog> withTimes(RpcSession session, List<Raw> logs, LogFilter filter) {
    SortedSet<Long> missing = new TreeSet<>();
    logs.stream().filter(log -> log.time().isEmpty()).forEach(log -> missing.add(log.height()));
    Map<Long, Instant> times = new HashMap<>();
    for (Optional<EvmHeader> header : headers.atHeights(session, List.copyOf(missing))) {
      header.ifPresent(found -> times.put(found.ref().height(), found.ref().time()));
    }
    List<EvmLog> timed = new ArrayList<>(logs.size());
    for (Raw raw : logs) {
      Instant time =
          raw.time()
              .or(() -> Optional.ofNullable(times.get(raw.height())))
              .orElseThrow(
                  () -> new RpcUnavailableException("the node does not know " + raw.height()));
      EvmLog log = raw.at(time);
      if (filter.wants(log)) {
        timed.add(log);
      }
    }
    return timed;
  }

  /** The logs of blocks near the head, by hash; one batch per block. */
  List<Batch> blocks(List<BlockRef> blocks, LogFilter filter) {
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
            : new ProvenLogs(session, filter).of(found);
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
          ofBlock(byBlock.get(i), block).stream()
              .map(raw -> raw.at(block.time()))
              .filter(filter::wants)
              .toList());
    }
    return logs;
  }
}
