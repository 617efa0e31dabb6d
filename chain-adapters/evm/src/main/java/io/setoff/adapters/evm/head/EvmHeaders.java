package io.setoff.adapters.evm.head;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.proof.HeaderHash;
import io.setoff.adapters.evm.proof.ProofException;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Headers, read from a node. Those that were verified are remembered by hash; what a node merely
 * says is asked again, of each node. Thread-safe.
 */
public final class EvmHeaders {
  private static final int REMEMBERED = 512;

  private final boolean verified;

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
   * @param verified whether a header has to hash to its hash
   */
  public EvmHeaders(boolean verified) {
    this.verified = verified;
  }

  /** A header out of a reply; empty when the node knows none. */
  public Optional<EvmHeader> read(RpcReply reply, String method) {
    JsonNode json = reply.orThrow(method);
    Optional<EvmHeader> header = EvmHeader.parse(json);
    header.ifPresent(
        parsed -> {
          if (verified && !remembered(parsed.ref().hash()).equals(header)) {
            verify(parsed, json);
            remember(parsed);
          }
        });
    return header;
  }

  private static void verify(EvmHeader header, JsonNode json) {
    try {
      if (Hex.of(HeaderHash.of(json)).equals(header.ref().hash())) {
        return;
      }
    } catch (ProofException e) {
      throw new RpcUntrustedException("block " + header.ref() + ": " + e.getMessage());
    }
    throw new RpcUntrustedException(
        "the header of block " + header.ref() + " does not hash to what the node says");
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
