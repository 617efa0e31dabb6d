package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which fields a chain hashes, in their order.
 *
 * @param outer before the header, which is a list within the list then; empty for most chains
 * @param seal after the thirteen fields that every chain has
 * @param forks that came with a fork each and are left out before it
 */
record HeaderForm(List<String> outer, List<String> seal, List<String> forks) {
  /**
   * Yellow paper, section 4.3, then EIP-1559, 4895, 4844, 4788, 7685, 7928 and 7843. OP stack,
   * Arbitrum Nitro, Polygon PoS and many more have it too.
   */
  private static final HeaderForm ETHEREUM =
      new HeaderForm(
          List.of(),
          List.of("mixHash", "nonce"),
          List.of(
              "baseFeePerGas",
              "withdrawalsRoot",
              "blobGasUsed",
              "excessBlobGas",
              "parentBeaconBlockRoot",
              "requestsHash",
              "blockAccessListHash",
              "slotNumber"));

  /** Avalanche's C-Chain: coreth, core/types, Header. */
  private static final HeaderForm AVALANCHE =
      new HeaderForm(
          List.of(),
          List.of("mixHash", "nonce", "extDataHash"),
          List.of(
              "baseFeePerGas",
              "extDataGasUsed",
              "blockGasCost",
              "blobGasUsed",
              "excessBlobGas",
              "parentBeaconBlockRoot",
              "timestampMilliseconds",
              "minDelayExcess",
              "targetExponent",
              "minPriceExponent",
              "settledHeight",
              "settledGasUnix",
              "settledGasNumerator",
              "settledExcess"));

  /** Other chains of Avalanche: subnet-evm, core/types, Header. */
  private static final HeaderForm SUBNET =
      new HeaderForm(
          List.of(),
          List.of("mixHash", "nonce"),
          List.of(
              "baseFeePerGas",
              "blockGasCost",
              "blobGasUsed",
              "excessBlobGas",
              "parentBeaconBlockRoot",
              "timestampMilliseconds",
              "minDelayExcess"));

  /** Gnosis before the merge: a step and a signature in place of the proof of work. */
  private static final HeaderForm AURA =
      new HeaderForm(List.of(), List.of("step", "signature"), List.of("baseFeePerGas"));

  /** Tempo: three fields, the Ethereum header as a list, and later the context of consensus. */
  private static final HeaderForm TEMPO =
      new HeaderForm(
          List.of("mainBlockGeneralGasLimit", "sharedGasLimit", "timestampMillisPart"),
          ETHEREUM.seal,
          ETHEREUM.forks);

  private static final List<String> FIRST =
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
          "extraData");

  /** Fields of block answers that no form hashes. */
  private static final List<String> NOT_HASHED =
      List.of(
          "hash",
          "size",
          "totalDifficulty",
          "author",
          "l1BlockNumber",
          "sendCount",
          "sendRoot",
          "milliTimestamp",
          "timestampMillis");

  private static final Set<String> BYTES =
      Set.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "extraData",
          "mixHash",
          "nonce",
          "signature",
          "extDataHash",
          "withdrawalsRoot",
          "parentBeaconBlockRoot",
          "requestsHash",
          "blockAccessListHash");

  HeaderForm {
    outer = List.copyOf(outer);
    seal = List.copyOf(seal);
    forks = List.copyOf(forks);
  }

  /** The form of a header, by the fields that it has. */
  static HeaderForm of(HeaderFields fields) {
    if (fields.has("mainBlockGeneralGasLimit")) {
      return TEMPO;
    }
    if (fields.has("extDataHash")) {
      return AVALANCHE;
    }
    if (fields.has("blockGasCost")) {
      return SUBNET;
    }
    return fields.has("signature") && fields.has("step") ? AURA : ETHEREUM;
  }

  /**
   * The name of a field without which there is no header of this form; empty when all are there.
   */
  Optional<String> lacks(HeaderFields fields) {
    return Stream.concat(FIRST.stream(), seal.stream())
        .filter(name -> !fields.has(name))
        .findFirst();
  }

  /** Those that the header has of the forks' fields, up to the first that is missing. */
  List<String> forksOf(HeaderFields fields) {
    return forks.stream().takeWhile(fields::has).toList();
  }

  /** Those of the forks' fields that the header has. */
  List<String> forksAnywhere(HeaderFields fields) {
    return forks.stream().filter(fields::has).toList();
  }

  /** The forks' fields up to the last one that the header has. */
  List<String> forksUpToLast(HeaderFields fields) {
    List<String> there = forksAnywhere(fields);
    return there.isEmpty() ? there : forks.subList(0, forks.indexOf(there.getLast()) + 1);
  }

  /** Fields of the answer that may be hashed although this form does not know them. */
  List<String> unknown(HeaderFields fields) {
    List<String> known = new ArrayList<>(FIRST);
    known.addAll(seal);
    known.addAll(forks);
    known.addAll(NOT_HASHED);
    known.addAll(outer);
    return fields.hexOtherThan(known);
  }

  /**
   * The encoding that is hashed.
   *
   * @param further what comes after the fields that every header has
   */
  byte[] encode(HeaderFields fields, List<Rlp> further) {
    List<Rlp> items = new ArrayList<>();
    Stream.concat(FIRST.stream(), seal.stream()).forEach(name -> items.add(field(fields, name)));
    items.addAll(further);
    Rlp header = new Rlp.Items(items);
    return (outer.isEmpty() ? header : within(fields, header)).encode();
  }

  private Rlp within(HeaderFields fields, Rlp inner) {
    List<Rlp> items = new ArrayList<>();
    outer.forEach(name -> items.add(field(fields, name)));
    items.add(inner);
    if (fields.has("consensusContext")) {
      JsonNode context = fields.get("consensusContext");
      items.add(
          Rlp.list(
              Rlp.number(BigInteger.valueOf(context.path("epoch").asLong())),
              Rlp.number(BigInteger.valueOf(context.path("view").asLong())),
              Rlp.number(BigInteger.valueOf(context.path("parentView").asLong())),
              JsonFields.bytes(context.path("proposer"))));
    }
    return new Rlp.Items(items);
  }

  /** A field that is known; one that is missing between others is an empty string. */
  static Rlp field(HeaderFields fields, String name) {
    if (!fields.has(name)) {
      return Rlp.bytes(new byte[0]);
    }
    if (name.equals("step") || name.equals("signature")) {
      return aura(fields, name);
    }
    return BYTES.contains(name)
        ? JsonFields.bytes(fields.get(name))
        : JsonFields.number(fields.get(name));
  }

  /** OpenEthereum writes the step in decimal digits, and the signature without 0x. */
  private static Rlp aura(HeaderFields fields, String name) {
    String text = fields.get(name).asText();
    try {
      if (name.equals("step")) {
        return Rlp.number(
            text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : new BigInteger(text, 10));
      }
      return Rlp.bytes(HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text));
    } catch (IllegalArgumentException e) {
      throw new ProofException("a " + name + " that is no number: " + e.getMessage());
    }
  }
}
