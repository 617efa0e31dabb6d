package io.setoff.adapters.evm.head;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.proof.HeaderFields;
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
 * @param stateRoot commitment to the state after it; empty where a chain has none
 * @param proved whether the fields hash to the block's hash; else they are what nodes say
 */
public record EvmHeader(
    BlockRef ref, LogBloom bloom, String receiptsRoot, Optional<String> stateRoot, boolean proved) {

  /** A header as a node gives it, not proved; empty when it knows none. */
  static Optional<EvmHeader> parse(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      throw new RpcUnavailableException("a block is no object");
    }
    HeaderFields fields = new HeaderFields(node);
    BlockRef ref =
        new BlockRef(
            Hex.longQuantity(fields.get("number")),
            Hex.hash(fields.get("hash")),
            Hex.hash(fields.get("parentHash")),
            Instant.ofEpochSecond(Hex.longQuantity(fields.get("timestamp"))));
    JsonNode stateRoot = fields.get("stateRoot");
    boolean none = stateRoot.isMissingNode() || stateRoot.asText().equals("0x");
    return Optional.of(
        new EvmHeader(
            ref,
            LogBloom.of(Hex.bytes(fields.get("logsBloom"))),
            Hex.hash(fields.get("receiptsRoot")),
            none ? Optional.empty() : Optional.of(Hex.hash(stateRoot)),
            false));
  }

  /** The same, proved to be what its hash says. */
  EvmHeader asProved() {
    return new EvmHeader(ref, bloom, receiptsRoot, stateRoot, true);
  }
}
