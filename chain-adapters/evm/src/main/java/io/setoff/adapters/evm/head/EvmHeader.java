package io.setoff.adapters.evm.head;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.time.Instant;
import java.util.Optional;

/**
 * What is needed of a block's header.
 *
 * @param ref the block
 * @param bloom filter over the addresses and topics of its logs
 * @param receiptsRoot commitment to its receipts
 * @param stateRoot commitment to the state after it
 */
public record EvmHeader(BlockRef ref, LogBloom bloom, String receiptsRoot, String stateRoot) {

  /** A header as a node gives it; empty when it knows none. */
  static Optional<EvmHeader> parse(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      throw new RpcUnavailableException("a block is no object");
    }
    BlockRef ref =
        new BlockRef(
            Hex.longQuantity(node.path("number")),
            Hex.hash(node.path("hash")),
            Hex.hash(node.path("parentHash")),
            Instant.ofEpochSecond(Hex.longQuantity(node.path("timestamp"))));
    return Optional.of(
        new EvmHeader(
            ref,
            LogBloom.of(Hex.bytes(node.path("logsBloom"))),
            Hex.hash(node.path("receiptsRoot")),
            Hex.hash(node.path("stateRoot"))));
  }
}
