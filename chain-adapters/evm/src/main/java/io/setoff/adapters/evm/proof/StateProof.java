package io.setoff.adapters.evm.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** An account, or a word of its storage, proved by {@code eth_getProof} (EIP-1186). */
public final class StateProof {
  private static final int ACCOUNT_FIELDS = 4;

  private StateProof() {}

  /** Balance of an account in wei; zero is proved for one that does not exist. */
  public static BigInteger balance(byte[] stateRoot, String address, JsonNode answer) {
    return account(stateRoot, address, answer)
        .map(fields -> new BigInteger(1, fields.get(1).asBytes()))
        .orElse(BigInteger.ZERO);
  }

  /**
   * A word of an account's storage.
   *
   * @param slot its 32-byte key, hex
   * @param index which of the proofs of storage in the answer it is
   */
  public static BigInteger storage(
      byte[] stateRoot, String address, String slot, JsonNode answer, int index) {
    Optional<List<Rlp>> account = account(stateRoot, address, answer);
    if (account.isEmpty()) {
      return BigInteger.ZERO;
    }
    byte[] root = account.get().get(2).asBytes();
    byte[] key = Keccak.hash(HexFormat.of().parseHex(slot, 2, slot.length()));
    return MerkleTrie.get(root, key, nodes(answer.at("/storageProof/" + index + "/proof")))
        .map(value -> new BigInteger(1, Rlp.decode(value).asBytes()))
        .orElse(BigInteger.ZERO);
  }

  private static Optional<List<Rlp>> account(byte[] stateRoot, String address, JsonNode answer) {
    byte[] key = Keccak.hash(HexFormat.of().parseHex(address, 2, address.length()));
    Optional<byte[]> account = MerkleTrie.get(stateRoot, key, nodes(answer.path("accountProof")));
    Optional<List<Rlp>> fields = account.map(value -> Rlp.decode(value).asList());
    if (fields.isPresent() && fields.get().size() != ACCOUNT_FIELDS) {
      throw new ProofException("an account with " + fields.get().size() + " fields");
    }
    return fields;
  }

  private static List<byte[]> nodes(JsonNode proof) {
    List<byte[]> nodes = new ArrayList<>();
    proof.forEach(node -> nodes.add(JsonFields.array(node)));
    return nodes;
  }
}
