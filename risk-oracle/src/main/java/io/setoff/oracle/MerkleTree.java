package io.setoff.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Keccak-256 tree of sorted pairs over double-hashed leaves, as MerklePath.sol walks it: a leaf is
 * keccak(keccak(account id, word)), a node keccak(smaller child, larger child); an odd last node
 * moves up as it is.
 */
public final class MerkleTree {
  private final List<List<Bytes32>> levels = new ArrayList<>();

  /**
   * A tree.
   *
   * @param leaves at least one; their order decides the shape, not the validity of proofs
   */
  public MerkleTree(List<Bytes32> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a tree has a leaf");
    }
    List<Bytes32> level = List.copyOf(leaves);
    levels.add(level);
    while (level.size() > 1) {
      level = parents(level);
      levels.add(level);
    }
  }

  public static Bytes32 leaf(Bytes32 accountId, Bytes32 word) {
    return Bytes32.keccak(Bytes32.keccak(join(accountId, word)).bytes());
  }

  public Bytes32 root() {
    return levels.getLast().get(0);
  }

  /** Siblings of leaf {@code index}, from the leaf up. */
  public List<Bytes32> proof(int index) {
    List<Bytes32> proof = new ArrayList<>();
    int at = index;
    for (List<Bytes32> level : levels.subList(0, levels.size() - 1)) {
      int sibling = at ^ 1;
      if (sibling < level.size()) {
        proof.add(level.get(sibling));
      }
      at /= 2;
    }
    return proof;
  }

  private static List<Bytes32> parents(List<Bytes32> level) {
    List<Bytes32> parents = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      parents.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
    }
    return parents;
  }

  static Bytes32 node(Bytes32 a, Bytes32 b) {
    return Bytes32.keccak(a.compareTo(b) < 0 ? join(a, b) : join(b, a));
  }

  private static byte[] join(Bytes32 a, Bytes32 b) {
    byte[] joined = new byte[64];
    System.arraycopy(a.bytes(), 0, joined, 0, 32);
    System.arraycopy(b.bytes(), 0, joined, 32, 32);
    return joined;
  }
}
