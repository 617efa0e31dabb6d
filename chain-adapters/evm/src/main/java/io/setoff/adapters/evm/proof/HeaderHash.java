package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Keccak;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash of a header, from its fields as JSON-RPC gives them.
 *
 * <p>Order of fields: yellow paper, section 4.3, then EIP-1559, 4895, 4844, 4788 and 7685, each
 * there from its fork on.
 */
public final class HeaderHash {
  private static final List<String> HASHED =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "baseFeePerGas",
          "withdrawalsRoot",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash");
  private static final int ALWAYS_THERE = 15;
  private static final List<String> NUMBERS =
      List.of(
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas");

  private HeaderHash() {}

  /** 32 bytes. */
  public static byte[] of(JsonNode header) {
    List<Rlp> fields = new ArrayList<>();
    for (String name : HASHED) {
      JsonNode value = header.path(name);
      if (value.isMissingNode() || value.isNull()) {
        break;
      }
      fields.add(NUMBERS.contains(name) ? JsonFields.number(value) : JsonFields.bytes(value));
    }
    if (fields.size() < ALWAYS_THERE) {
      throw new ProofException("a header lacks " + HASHED.get(fields.size()));
    }
    return Keccak.hash(new Rlp.Items(fields).encode());
  }
}
