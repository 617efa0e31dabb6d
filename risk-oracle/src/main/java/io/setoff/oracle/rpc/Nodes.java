package io.setoff.oracle.rpc;

import io.setoff.oracle.OracleUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The nodes of one chain. A read counts when {@code quorum} of them say the same. */
public final class Nodes implements AutoCloseable {
  private final List<Node> nodes;
  private final int quorum;
  private final HttpClient http;
  private final AtomicLong disagreements = new AtomicLong();

  /**
   * A set of nodes.
   *
   * @param quorum between 1 and their number
   * @param timeout of one request
   */
  public Nodes(List<URI> urls, int quorum, Duration timeout) {
    if (quorum < 1 || quorum > urls.size()) {
      throw new IllegalArgumentException(
          "a quorum of " + quorum + " needs as many nodes, there are " + urls.size());
    }
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.nodes = urls.stream().map(url -> new Node(url, http, timeout)).toList();
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

  /** What each node says, in the order of the list. */
  public List<Answer> ask(String method, Object... params) {
    List<CompletableFuture<Answer>> asked =
        nodes.stream().map(node -> node.ask(method, List.of(params))).toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  /**
   * The results, of nodes that gave one that can be read. One that cannot counts as none: a node
   * that answers nonsense must not keep the others from being believed.
   *
   * @param read a function of the result alone, which throws for what is not of its form
   * @throws OracleUnavailableException when they are fewer than a quorum
   */
  public <T> List<T> results(String method, Function<JsonNode, T> read, Object... params) {
    List<Answer> answers = ask(method, params);
    List<T> results = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer instanceof Answer.Result(JsonNode value)) {
        read(value, read).ifPresent(results::add);
      }
    }
    if (results.size() < quorum) {
      throw new OracleUnavailableException(
          method + " is answered by " + results.size() + " of " + quorum + " nodes: " + answers);
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
        | JacksonException
        | OracleUnavailableException e) {
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
   * @throws OracleUnavailableException when no quorum says the same
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
    throw new OracleUnavailableException("nodes disagree about " + what + ": " + votes.keySet());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
