package io.setoff.adapters.evm;

import io.setoff.adapters.kernel.rpc.RpcCall;
import io.setoff.adapters.kernel.rpc.RpcReply;
import io.setoff.adapters.kernel.rpc.RpcSession;
import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Headers, read from a node and remembered by hash. Thread-safe. */
final class EvmHeaders {
  private static final int REMEMBERED = 512;

  private final Map<String, EvmHeader> byHash =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EvmHeader> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A header out of a reply; empty when the node knows none. */
  Optional<EvmHeader> read(RpcReply reply, String method) {
    Optional<EvmHeader> header = EvmHeader.parse(reply.orThrow(method));
    header.ifPresent(this::remember);
    return header;
  }

  private synchronized void remember(EvmHeader header) {
    byHash.put(header.ref().hash(), header);
  }

  private synchronized Optional<EvmHeader> remembered(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** The canonical headers at {@code heights}; empty above the node's head. */
  List<Optional<EvmHeader>> atHeights(RpcSession session, List<Long> heights) {
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
  List<EvmHeader> byHashes(RpcSession session, List<String> hashes) {
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
