package io.setoff.adapters.evm.view;

import com.fasterxml.jackson.databind.node.TextNode;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which reads go together in one {@link ReadBundle}, by what was learned of each provider: how many
 * it manages in one, whether it manages any, and which reads have to be asked alone. Thread-safe.
 */
public final class Bundles {
  /** Fewer are asked as they are. */
  private static final int LEAST = 4;

  private static final int MOST = 200;

  /** As often a provider may fail a bundle whose reads it answers alone. */
  private static final int STRIKES = 3;

  private final Map<String, Integer> most = new ConcurrentHashMap<>();
  private final Map<String, Integer> strikes = new ConcurrentHashMap<>();
  private final Loners loners = new Loners();

  /**
   * A request and the reads that it answers.
   *
   * @param request without the block
   * @param reads one for a request of its own
   */
  record Part(RpcCall request, List<RpcCall> reads) {
    Part {
      reads = List.copyOf(reads);
    }

    private static Part of(RpcCall read) {
      return new Part(read, List.of(read));
    }

    private boolean isBundle() {
      return reads.size() > 1;
    }
  }

  /** What to ask of a provider; a read that comes twice is asked once. */
  public List<RpcCall> requests(String provider, List<RpcCall> reads) {
    return parts(provider, reads).stream().map(Part::request).toList();
  }

  List<Part> parts(String provider, List<RpcCall> reads) {
    int limit = most.getOrDefault(provider, MOST);
    List<Part> parts = new ArrayList<>();
    List<RpcCall> some = new ArrayList<>();
    int bytes = 0;
    for (RpcCall read : reads.stream().distinct().toList()) {
      Optional<Integer> size =
          limit < LEAST || loners.isAlone(read) ? Optional.empty() : ReadBundle.size(read);
      if (size.isEmpty()) {
        parts.add(Part.of(read));
        continue;
      }
      if (some.size() == limit || bytes + size.get() > ReadBundle.MOST_BYTES) {
        close(some, parts);
        bytes = 0;
      }
      some.add(read);
      bytes += size.get();
    }
    close(some, parts);
    return parts;
  }

  private static void close(List<RpcCall> some, List<Part> parts) {
    if (some.size() < LEAST) {
      some.forEach(read -> parts.add(Part.of(read)));
    } else {
      parts.add(new Part(ReadBundle.of(some), some));
    }
    some.clear();
  }

  /**
   * Puts what a reply says of each read into {@code known}; what it leaves open is not there.
   *
   * @return whether it is an answer
   */
  boolean open(String provider, Part part, RpcReply reply, Map<RpcCall, RpcReply> known) {
    if (!part.isBundle()) {
      alone(part.request(), reply, known);
      return true;
    }
    Optional<List<Optional<String>>> answers =
        reply instanceof RpcReply.Result result
            ? ReadBundle.answers(result.value().asText(), part.reads().size())
            : Optional.empty();
    if (answers.isEmpty()) {
      return false;
    }
    List<Optional<String>> made = answers.get();
    if (made.size() < part.reads().size() && made.stream().allMatch(Optional::isPresent)) {
      most.merge(provider, made.size(), Math::min);
    }
    for (int i = 0; i < made.size(); i++) {
      RpcCall read = part.reads().get(i);
      made.get(i)
          .ifPresentOrElse(
              hex -> known.put(read, new RpcReply.Result(TextNode.valueOf(hex))),
              () -> loners.failedTogether(read));
    }
    strikes.remove(provider);
    return true;
  }

  /** Puts the reply of a read that was asked by itself into {@code known}. */
  void alone(RpcCall read, RpcReply reply, Map<RpcCall, RpcReply> known) {
    known.put(read, reply);
    if (reply instanceof RpcReply.Result) {
      loners.answeredAlone(read);
    }
  }

  /** A provider has answered alone what it had failed to answer together. */
  void refused(String provider) {
    if (strikes.merge(provider, 1, Integer::sum) >= STRIKES) {
      most.put(provider, 0);
    }
  }
}
