package io.setoff.adapters.evm.head;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.proof.HeaderCheck;
import io.setoff.adapters.evm.proof.HeaderHash;
import io.setoff.adapters.evm.proof.OwnForm;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Headers, read from a node. Those that were verified are remembered by hash; what a node merely
 * says is asked again, of each node. Thread-safe.
 */
public final class EvmHeaders {
  private static final int REMEMBERED = 512;

  /** Providers that have to say the same of a header that cannot be checked. */
  private static final int CONFIRMATIONS = 2;

  private static final System.Logger LOG = System.getLogger(EvmHeaders.class.getName());

  private final Optional<OwnForm> ownForm;
  private final RpcPool pool;
  private final boolean verified;

  /** What was said already of fields that are not known. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  private final Map<String, EvmHeader> byHash =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EvmHeader> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * No headers yet.
   *
   * @param pool whose other providers are asked about a header that cannot be checked
   * @param verified whether a header has to hash to its hash
   */
  public EvmHeaders(ChainId chain, RpcPool pool, boolean verified) {
    this.ownForm = OwnForm.of(chain);
    this.pool = pool;
    this.verified = verified;
  }

  /** A header out of a reply; empty when the node knows none. */
  public Optional<EvmHeader> read(RpcReply reply, String method) {
    JsonNode json = reply.orThrow(method);
    return EvmHeader.parse(json)
        .map(parsed -> mayBeProved(parsed.ref()) ? checked(parsed, json) : parsed);
  }

  private boolean mayBeProved(BlockRef block) {
    return verified && ownForm.filter(form -> form.holdsAt(block.height())).isEmpty();
  }

  private EvmHeader checked(EvmHeader parsed, JsonNode json) {
    EvmHeader proved = parsed.asProved();
    Optional<EvmHeader> known = remembered(parsed.ref().hash());
    if (known.filter(header -> header.equals(proved) || header.equals(parsed)).isPresent()) {
      return known.get();
    }
    EvmHeader header =
        switch (HeaderHash.check(json)) {
          case HeaderCheck.Proved(List<String> unknown) -> {
            if (!unknown.isEmpty()) {
              sayOnce(
                  "block %s has header fields that this version does not know, and is proved with them: %s"
                      .formatted(parsed.ref(), String.join(", ", unknown)),
                  unknown.toString());
            }
            yield proved;
          }
          case HeaderCheck.Untellable(String why) -> confirmed(parsed, why);
          case HeaderCheck.False _ ->
              throw new RpcUntrustedException(
                  "the header of block " + parsed.ref() + " does not hash to what the node says");
        };
    remember(header);
    return header;
  }

  /** A header of a form that is not known counts as far as another provider says the same. */
  private EvmHeader confirmed(EvmHeader header, String why) {
    String hash = header.ref().hash();
    long same =
        pool
            .onAll(session -> EvmHeader.parse(session.call("eth_getBlockByHash", hash, false)))
            .stream()
            .filter(answer -> answer.value().flatMap(told -> told).equals(Optional.of(header)))
            .count();
    if (same < CONFIRMATIONS) {
      throw new RpcUnavailableException(
          "the header of block %s cannot be checked: %s. A second provider that says the same makes it count; `verify: NONE` believes one alone"
              .formatted(header.ref(), why));
    }
    sayOnce(
        "the header of block %s is not proved but said by %d providers: %s"
            .formatted(header.ref(), same, why),
        why);
    return header;
  }

  private void sayOnce(String text, String about) {
    if (said.add(about)) {
      LOG.log(System.Logger.Level.WARNING, text);
    }
  }

  private synchronized void remember(EvmHeader header) {
    byHash.put(header.ref().hash(), header);
  }

  private synchronized Optional<EvmHeader> remembered(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** The canonical headers at {@code heights}; empty above the node's head. */
  public List<Optional<EvmHeader>> atHeights(RpcSession session, List<Long> heights) {
    List<RpcReply> replies =
        session.batch(
            heights.stream()
                .map(height -> RpcCall.of("eth_getBlockByNumber", Hex.of(height), false))
                .toList());
    List<Optional<EvmHeader>> headers = new ArrayList<>();
    for (int i = 0; i < heights.size(); i++) {
      long height = heights.get(i);
      Optional<EvmHeader> header = read(replies.get(i), "eth_getBlockByNumber");
      header.ifPresent(found -> requireHeight(found, height));
      headers.add(header);
    }
    return headers;
  }

  private static void requireHeight(EvmHeader header, long height) {
    if (header.ref().height() != height) {
      throw new RpcUnavailableException(
          "asked for block " + height + ", got " + header.ref().height());
    }
  }

  /** The headers with these hashes, which the node has to know. */
  public List<EvmHeader> byHashes(RpcSession session, List<String> hashes) {
    Map<String, EvmHeader> found = new HashMap<>();
    hashes.forEach(hash -> remembered(hash).ifPresent(header -> found.put(hash, header)));
    List<String> missing = hashes.stream().filter(hash -> !found.containsKey(hash)).toList();
    List<RpcReply> replies =
        session.batch(
            missing.stream().map(hash -> RpcCall.of("eth_getBlockByHash", hash, false)).toList());
    for (int i = 0; i < missing.size(); i++) {
      String hash = missing.get(i);
      EvmHeader header =
          read(replies.get(i), "eth_getBlockByHash")
              .filter(answered -> answered.ref().hash().equals(hash))
              .orElseThrow(
                  () -> new RpcUnavailableException("the node does not know block " + hash));
      found.put(hash, header);
    }
    List<EvmHeader> headers = new ArrayList<>();
    hashes.forEach(hash -> headers.add(Objects.requireNonNull(found.get(hash))));
    return headers;
  }
}
