package io.setoff.adapters.evm.head;

import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What is read at every block, asked in one request with the head that a node has just announced:
 * one round trip where there were two. An answer counts for the block of that hash and for the
 * provider that gave it, as if it had been asked later; what is not there is asked as ever.
 * Thread-safe.
 */
public final class ReadAhead {
  /** With the questions for the head it is one request still. */
  private static final int MOST_CALLS = 96;

  private static final String NONE = "";

  /** What one provider said of one block. */
  private record Answers(String provider, Map<RpcCall, RpcReply> replies) {}

  /** Providers that were seen to answer for a block that is named by its hash. */
  private final Set<String> byHash = ConcurrentHashMap.newKeySet();

  private final BiFunction<String, List<RpcCall>, List<RpcCall>> requests;
  private List<RpcCall> repeated = List.of();
  private String announced = NONE;
  private String last = NONE;
  private Answers answers = new Answers(NONE, Map.of());

  /**
   * Repeats nothing yet.
   *
   * @param requests how reads are asked of the provider of a name; without the block
   */
  public ReadAhead(BiFunction<String, List<RpcCall>, List<RpcCall>> requests) {
    this.requests = requests;
  }

  /** A call that names a block by its hash (EIP-1898). */
  public static RpcCall at(String blockHash, RpcCall call) {
    return call.with(Map.of("blockHash", blockHash));
  }

  /** A provider answers for blocks that are named by their hash. */
  public void trust(String provider) {
    byHash.add(provider);
  }

  /** What was read at the newest block, and is likely to be read at the next; without the block. */
  public synchronized void repeats(List<RpcCall> calls) {
    repeated = List.copyOf(calls);
  }

  /** A node has announced a block; others may announce the same one. */
  public synchronized void announced(String blockHash) {
    if (!blockHash.equals(last)) {
      announced = blockHash;
    }
  }

  /** What to ask of a provider together with its head. Nothing, unless a block was announced. */
  synchronized List<RpcCall> calls(String provider) {
    if (announced.equals(NONE) || !byHash.contains(provider)) {
      return List.of();
    }
    last = announced;
    announced = NONE;
    List<RpcCall> asked = requests.apply(provider, repeated);
    return asked.size() > MOST_CALLS
        ? List.of()
        : asked.stream().map(call -> at(last, call)).toList();
  }

  /** What came of {@link #calls}. A failure is no answer: the node may not be there yet. */
  synchronized void answered(String provider, List<RpcCall> calls, List<RpcReply> replies) {
    Map<RpcCall, RpcReply> good = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      if (replies.get(i) instanceof RpcReply.Result result) {
        good.put(calls.get(i), result);
      }
    }
    answers = new Answers(provider, good);
  }

  private synchronized Map<RpcCall, RpcReply> of(String provider) {
    return answers.provider().equals(provider) ? answers.replies() : Map.of();
  }

  /** Replies in the order of the calls, which name their block by its hash. */
  public List<RpcReply> replies(RpcSession session, List<RpcCall> calls) {
    Map<RpcCall, RpcReply> known = of(session.provider());
    List<RpcCall> missing = calls.stream().filter(call -> !known.containsKey(call)).toList();
    if (missing.size() == calls.size()) {
      return session.batch(calls);
    }
    List<RpcReply> asked = missing.isEmpty() ? List.of() : session.batch(missing);
    List<RpcReply> replies = new ArrayList<>();
    int next = 0;
    for (RpcCall call : calls) {
      RpcReply reply = known.get(call);
      replies.add(reply == null ? asked.get(next++) : reply);
    }
    return replies;
  }
}
