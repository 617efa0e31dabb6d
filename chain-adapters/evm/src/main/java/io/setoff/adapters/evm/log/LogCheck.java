package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.log.LogDecoder.Raw;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds the logs of one range against the headers of its ends, and puts them in order. */
final class LogCheck {
  private final RpcSession session;
  private final EvmHeaders headers;
  private final LogReader reader;
  private final LogFilter filter;

  LogCheck(RpcSession session, EvmHeaders headers, LogReader reader, LogFilter filter) {
    this.session = session;
    this.headers = headers;
    this.reader = reader;
    this.filter = filter;
  }

  /** What the reader has read, which are to be the logs from one block to another. */
  List<EvmLog> of(EvmHeader first, EvmHeader last) {
    List<Raw> logs = new ArrayList<>(reader.logs());
    requireWithin(logs, first.ref().height(), last.ref().height());
    logs.sort(LogReader.ORDER);
    SortedSet<Long> doubtful = doubtful(logs);
    if (!doubtful.isEmpty()) {
      logs.removeIf(log -> doubtful.contains(log.height()));
      logs.addAll(readAgain(List.copyOf(doubtful)));
      logs.sort(LogReader.ORDER);
    }
    requireBlock(logs, first.ref());
    requireBlock(logs, last.ref());
    return withTimes(logs);
  }

  private static void requireWithin(List<Raw> logs, long first, long last) {
    for (Raw log : logs) {
      if (log.height() < first || log.height() > last) {
        throw new RpcUnavailableException(
            "asked for the logs of blocks %d to %d, got one of %d"
                .formatted(first, last, log.height()));
      }
    }
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
  private List<Raw> readAgain(List<Long> heights) {
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
  private List<EvmLog> withTimes(List<Raw> logs) {
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
}
