package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The nodes of one chain, asked together: none is believed alone. A read counts when {@code quorum}
 * of them say the same. Thread-safe.
 */
public final class NodeQuorum implements AutoCloseable {
  /** JSON-RPC's code for a method that is not there, and EIP-1474's. */
  private static final Set<Integer> UNKNOWN_METHOD = Set.of(-32_601, -32_004);

  private final RpcPool pool;
  private final int quorum;
  private final AtomicLong disagreements = new AtomicLong();

  /**
   * A quorum of the providers of a pool, which is closed with it.
   *
   * @param quorum between 1 and their number
   */
  public NodeQuorum(RpcPool pool, int quorum) {
    if (quorum < 1 || quorum > pool.size()) {
      throw new IllegalArgumentException(
          "a quorum of " + quorum + " needs as many nodes, there are " + pool.size());
    }
    this.pool = pool;
    this.quorum = quorum;
  }

  /** More than half. */
  public static int majority(int nodes) {
    return nodes / 2 + 1;
  }

  public int quorum() {
    return quorum;
  }

  /** How often fewer than a quorum said the same, although enough answered. */
  public long disagreements() {
    return disagreements.get();
  }

  /**
   * What each node that may be asked now says; nothing of one that is silent.
   *
   * @throws RpcUnavailableException when none may be asked now
   */
  public List<RpcPool.Answer<RpcReply>> ask(String method, Object... params) {
    List<RpcCall> call = List.of(RpcCall.of(method, params));
    return pool.onAll(session -> session.batch(call).getFirst());
  }

  /**
   * Whether so many nodes do not know a method that no quorum can answer it.
   *
   * @throws RpcUnavailableException when none may be asked now
   */
  public boolean lacks(String method) {
    long without =
        ask(method).stream()
            .filter(
                answer ->
                    answer.value().orElse(null) instanceof RpcReply.Failure(int code, String _)
                        && UNKNOWN_METHOD.contains(code))
            .count();
    return pool.size() - without < quorum;
  }

  /** Answers for a message, with the reason of those that are silent. */
  public String describe(List<RpcPool.Answer<RpcReply>> answers) {
    return String.join(
        ", ",
        answers.stream()
            .map(
                answer ->
                    answer.provider()
                        + ": "
                        + answer
                            .value()
                            .map(Object::toString)
                            .orElseGet(() -> pool.lastFailure(answer.provider())))
            .toList());
  }

  /**
   * The results, of nodes that gave one that can be read. One that cannot counts as none: a node
   * that answers nonsense must not keep the others from being believed.
   *
   * @param read a function of the result alone, which throws for what is not of its form
   * @throws RpcUnavailableException when they are fewer than a quorum
   */
  public <T> List<T> results(String method, Function<JsonNode, T> read, Object... params) {
    List<RpcPool.Answer<RpcReply>> answers = ask(method, params);
    List<T> results = new ArrayList<>();
    for (RpcPool.Answer<RpcReply> answer : answers) {
      if (answer.value().orElse(null) instanceof RpcReply.Result(JsonNode value)) {
        read(value, read).ifPresent(results::add);
      }
    }
    if (results.size() < quorum) {
      throw new RpcUnavailableException(
          "%s is answered by %d of %d nodes: %s"
              .formatted(method, results.size(), quorum, describe(answers)));
    }
    return results;
  }

  private static <T> Optional<T> read(JsonNode value, Function<JsonNode, T> read) {
    try {
      return Optional.of(read.apply(value));
    } catch (IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | IndexOutOfBoundsException
        | RpcUnavailableException e) {
      return Optional.empty();
    }
  }

  /** The highest number that a quorum has reached: some may lag, one may be ahead of itself. */
  public long reached(String method, Function<JsonNode, Long> number, Object... params) {
    return results(method, number, params).stream()
        .sorted(Comparator.reverseOrder())
        .toList()
        .get(quorum - 1);
  }

  /**
   * What a quorum says.
   *
   * @throws RpcUnavailableException when no quorum says the same
   */
  public <T> T agreed(String method, Function<JsonNode, T> read, Object... params) {
    return agreed(method, results(method, read, params));
  }

  /** The same of answers that have been read. */
  public <T> T agreed(String what, List<T> answers) {
    Map<T, Integer> votes = new LinkedHashMap<>();
    for (T answer : answers) {
      if (votes.merge(answer, 1, Integer::sum) >= quorum) {
        return answer;
      }
    }
    disagreements.incrementAndGet();
    throw new RpcUnavailableException("nodes disagree about " + what + ": " + votes.keySet());
  }

  @Override
  public void close() {
    pool.close();
  }
}
