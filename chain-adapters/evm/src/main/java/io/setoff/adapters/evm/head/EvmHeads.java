package io.setoff.adapters.evm.head;

import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcTooLargeException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks all providers for their heads, and decides which one to follow. Thread-safe. */
public final class EvmHeads {
  /** A head that falls back further than this is a node that starts again, not a branch. */
  private static final long WINDOW = 128;

  private static final int CONFIRMATIONS = 2;

  private static final List<RpcCall> HEAD =
      List.of(
          RpcCall.of("eth_chainId"),
          RpcCall.of("eth_getBlockByNumber", "latest", false),
          RpcCall.of("eth_getBlockByNumber", "safe", false),
          RpcCall.of("eth_getBlockByNumber", "finalized", false));

  private final ChainId chain;
  private final RpcPool pool;
  private final EvmHeaders headers;
  private final FinalityDepths depths;
  private final ReadAhead ahead;
  private final Map<String, Long> highest = new ConcurrentHashMap<>();
  private final FinalityTags safe = new FinalityTags();
  private final FinalityTags finalized = new FinalityTags();

  /**
   * Knows no head yet.
   *
   * @param ahead has what it wants asked together with the head
   */
  public EvmHeads(
      ChainId chain, RpcPool pool, EvmHeaders headers, FinalityDepths depths, ReadAhead ahead) {
    this.ahead = ahead;
    this.chain = chain;
    this.pool = pool;
    this.headers = headers;
    this.depths = depths;
  }

  private record Report(String provider, Heads heads) {
    BlockRef latest() {
      return heads.latest();
    }
  }

  /** The newest head that is confirmed. Nobody waits for another who asks. */
  public Heads heads() {
    List<Report> reports = new ArrayList<>();
    for (RpcPool.Answer<Heads> answer : pool.onAll(this::headsOf)) {
      answer.value().ifPresent(heads -> reports.add(new Report(answer.provider(), heads)));
    }
    reports.removeAll(fallenBack(reports));
    if (reports.isEmpty()) {
      throw new RpcUnavailableException("no node tells its head: " + pool.lastFailure());
    }
    Report best = best(reports);
    pool.prefer(best.provider());
    return best.heads();
  }

  private Heads headsOf(RpcSession session) {
    List<RpcReply> replies = ask(session);
    long id = Hex.longQuantity(replies.get(0).orThrow("eth_chainId"));
    if (id != chain.evmNumber()) {
      throw new RpcUntrustedException(
          session.provider() + " answers chain id " + id + ", not " + chain.evmNumber());
    }
    BlockRef latest =
        headers
            .read(replies.get(1), "eth_getBlockByNumber")
            .orElseThrow(() -> new RpcUnavailableException("the node has no latest block"))
            .ref();
    session.announces(latest.height());
    long safeHeight =
        height(safe, "safe", session, replies.get(2), latest.height() - depths.safe());
    long finalHeight =
        height(
            finalized, "finalized", session, replies.get(3), latest.height() - depths.finalized());
    return new Heads(latest, Math.max(0, safeHeight), Math.max(0, finalHeight));
  }

  /** Asks for the head, and of the one provider that is read from for what is read ahead. */
  private List<RpcReply> ask(RpcSession session) {
    List<RpcCall> early =
        pool.isPreferred(session.provider()) ? ahead.calls(session.provider()) : List.of();
    List<RpcCall> calls = new ArrayList<>(HEAD);
    calls.addAll(early);
    try {
      List<RpcReply> replies = session.batch(calls);
      if (!early.isEmpty()) {
        ahead.answered(session.provider(), early, replies.subList(HEAD.size(), replies.size()));
      }
      return replies;
    } catch (RpcTooLargeException e) {
      if (early.isEmpty()) {
        throw e;
      }
      return session.batch(HEAD);
    }
  }

  /**
   * The tag where a node has it, the depth where none ever did; the lower one of both. A node that
   * does not tell its tag now, and has not before, is asked again: the depth would be a guess.
   */
  private long height(
      FinalityTags tag, String name, RpcSession session, RpcReply reply, long byDepth) {
    Optional<Long> told = height(reply);
    for (int asked = 1; told.isEmpty() && tag.isOpen() && asked < FinalityTags.ASKED; asked++) {
      told = height(session.batch(List.of(RpcCall.of("eth_getBlockByNumber", name, false))).get(0));
    }
    return tag.height(told, byDepth);
  }

  private Optional<Long> height(RpcReply tag) {
    return switch (tag) {
      case RpcReply.Failure _ -> Optional.empty();
      case RpcReply.Result _ ->
          headers.read(tag, "eth_getBlockByNumber").map(header -> header.ref().height());
    };
  }

  /** Those that were far higher before, while another one still is; they are quarantined. */
  private List<Report> fallenBack(List<Report> reports) {
    long newest = reports.stream().mapToLong(r -> r.latest().height()).max().orElse(0);
    List<Report> fallen = new ArrayList<>();
    for (Report report : reports) {
      long height = report.latest().height();
      long before = highest.merge(report.provider(), height, Math::max);
      if (before - height > WINDOW && newest - height > WINDOW) {
        pool.quarantine(
            report.provider(), "its head fell back from block " + before + " to " + height);
        fallen.add(report);
      }
    }
    return fallen;
  }

  /**
   * The newest head that two providers hold, where two answer: a block that one alone knows may be
   * made up, and the second is seldom far behind.
   */
  private Report best(List<Report> reports) {
    List<Report> newestFirst = new ArrayList<>(reports);
    newestFirst.sort(
        Comparator.comparingLong((Report report) -> report.latest().height())
            .thenComparing(report -> pool.isPreferred(report.provider()))
            .reversed());
    int needed = Math.min(CONFIRMATIONS, reports.size());
    return newestFirst.stream()
        .filter(candidate -> holders(candidate, reports) >= needed)
        .findFirst()
        .orElseThrow(() -> new RpcUnavailableException("no two nodes agree on a head of " + chain));
  }

  /** How many of {@code reports} have the candidate's head on their branch, its own included. */
  private long holders(Report candidate, List<Report> reports) {
    BlockRef head = candidate.latest();
    return reports.stream()
        .filter(
            report ->
                report.latest().hash().equals(head.hash())
                    || (report.latest().height() > head.height() && holds(report.provider(), head)))
        .count();
  }

  private boolean holds(String provider, BlockRef block) {
    return pool.on(provider, session -> headers.atHeights(session, List.of(block.height())).get(0))
        .flatMap(header -> header)
        .map(header -> header.ref().hash())
        .equals(Optional.of(block.hash()));
  }
}
