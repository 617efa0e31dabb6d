package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Quorum;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses of signers, ascending.
 *
 * @param members canonical addresses
 */
public record SignerSet(List<String> members) {
  public SignerSet {
    members = members.stream().sorted().toList();
  }

  /** As SignerQuorum.sol hashes it. */
  public Bytes32 hash() {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    members.forEach(member -> words.writeBytes(Bytes32.ofAddress(member).bytes()));
    return Bytes32.keccak(words.toByteArray());
  }

  /**
   * The signatures that a report carries.
   *
   * @param signatures by canonical address; of others they are left out
   * @return empty when there are fewer than {@code threshold}
   */
  public Optional<Quorum> quorum(Map<String, Signature> signatures, int threshold) {
    List<Integer> indexes = new ArrayList<>();
    List<Bytes32> words = new ArrayList<>();
    for (int i = 0; i < members.size() && indexes.size() < threshold; i++) {
      Signature signature = signatures.get(members.get(i));
      if (signature != null) {
        indexes.add(i);
        words.add(signature.r());
        words.add(signature.vs());
      }
    }
    return indexes.size() < threshold
        ? Optional.empty()
        : Optional.of(new Quorum(members, indexes, words));
  }
}
