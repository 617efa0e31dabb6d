package io.setoff.adapters.evm.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.proof.ProofException;
import io.setoff.adapters.evm.proof.ReceiptsRoot;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcTooLargeException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.adapters.rpc.RpcUntrustedException;
import io.setoff.model.Assurance;
import io.setoff.model.BlockRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs of blocks, proved: a header's bloom says that there are none, or the block's receipts
 * say which, and hash to the root in the header. A log left out, changed, added or moved gives
 * another root. Transaction hashes are not in the receipts: they tell where to look, nothing more.
 */
final class ProvenLogs {
  private static final int BLOCKS_PER_REQUEST = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RpcSession session;
  private final Blooms blooms;
  private final LogFilter filter;

  ProvenLogs(RpcSession session, Blooms blooms, LogFilter filter) {
    this.session = session;
    this.blooms = blooms;
    this.filter = filter;
  }

  /** Per block, in order of {@code headers}, whose hashes are verified. */
  List<List<EvmLog>> of(List<EvmHeader> headers) {
    List<EvmHeader> relevant =
        headers.stream()
            .filter(header -> !filter.isEmpty() && !blooms.exclude(header, filter))
            .toList();
    Map<String, List<EvmLog>> byHash = new HashMap<>();
    for (int from = 0; from < relevant.size(); from += BLOCKS_PER_REQUEST) {
      List<EvmHeader> some =
          relevant.subList(from, Math.min(relevant.size(), from + BLOCKS_PER_REQUEST));
      try {
        request(some, byHash);
      } catch (RpcTooLargeException e) {
        some.forEach(header -> request(List.of(header), byHash));
      }
    }
    return headers.stream()
        .map(header -> byHash.getOrDefault(header.ref().hash(), List.of()))
        .toList();
  }

  /** Each block's receipts are checked as they arrive, so that no two are held at once. */
  private void request(List<EvmHeader> headers, Map<String, List<EvmLog>> byHash) {
    List<RpcReply> replies =
        session.batch(
            headers.stream()
                .map(header -> RpcCall.of("eth_getBlockReceipts", header.ref().hash()))
                .toList(),
            (call, parser) -> {
              byHash.put(headers.get(call).ref().hash(), logs(headers.get(call), readTree(parser)));
              return true;
            });
    replies.forEach(reply -> reply.orThrow("eth_getBlockReceipts"));
  }

  private static JsonNode readTree(JsonParser parser) throws IOException {
    return JSON.readTree(parser);
  }

  private List<EvmLog> logs(EvmHeader header, JsonNode receipts) {
    if (!receipts.isArray()) {
      throw new RpcUnavailableException(
          "the node has no receipts of block " + header.ref() + ", which has logs");
    }
    int committed = committed(header, receipts);
    Assurance assurance = header.proved() ? Assurance.PROVEN : Assurance.QUORUM;
    List<EvmLog> logs = new ArrayList<>();
    Set<String> transactions = new HashSet<>();
    int index = 0;
    int place = 0;
    for (JsonNode receipt : receipts) {
      Assurance level = place++ < committed ? assurance : Assurance.SINGLE;
      String txHash = Hex.hash(receipt.path("transactionHash"));
      if (!transactions.add(txHash)) {
        throw new RpcUntrustedException("two receipts of one transaction in " + header.ref());
      }
      for (JsonNode json : receipt.path("logs")) {
        EvmLog log = log(json, header, txHash, index++, level);
        if (filter.wants(log)) {
          logs.add(log);
        }
      }
    }
    List<JsonNode> checked = new ArrayList<>();
    receipts.forEach(checked::add);
    blooms.check(
        header,
        checked.subList(0, committed),
        logs.stream().filter(log -> log.assurance() == assurance).toList());
    return logs;
  }

  private static int committed(EvmHeader header, JsonNode receipts) {
    BlockRef block = header.ref();
    try {
      return ReceiptsRoot.committed(receipts, header.receiptsRoot(), block.height(), block.hash())
          .orElseThrow(
              () ->
                  new RpcUntrustedException(
                      "the receipts of block " + block + " are not those of its header"));
    } catch (ProofException e) {
      throw new RpcUntrustedException("the receipts of block " + block + ": " + e.getMessage());
    }
  }

  private static EvmLog log(
      JsonNode json, EvmHeader header, String txHash, int index, Assurance assurance) {
    List<String> topics = new ArrayList<>();
    json.path("topics").forEach(topic -> topics.add(Hex.hash(topic)));
    return new EvmLog(
        Hex.of(Hex.bytes(json.path("address"))),
        topics,
        AbiWords.of(Hex.bytes(json.path("data"))),
        header.ref().height(),
        header.ref().hash(),
        header.ref().time(),
        txHash,
        index,
        assurance);
  }
}
