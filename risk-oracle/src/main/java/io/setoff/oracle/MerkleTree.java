package io.setoff.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.web3j.crypto.Hash;

/**
 * Keccak-256 tree of sorted pairs over double-hashed leaves, as MerklePath.sol walks it: a leaf is
 * keccak(keccak(account id, word)), a node keccak(smaller child, larger child); an odd last node
 * moves up as it is. Each level is one array, so that a tree of 100,000 accounts is built in a
 * fraction of a second. Not for several threads.
 */
public final class MerkleTree {
  private static final int NODE = 32;

  private final List<byte[]> levels = new ArrayList<>();
  private final Hasher hasher = new Hasher();

  /** Leaves to come. */
  public static final class Builder {
    private final byte[] leaves;
    private final Hasher hasher = new Hasher();
    private int count;

    /** For this many leaves. */
    public Builder(int size) {
      leaves = new byte[Math.multiplyExact(size, NODE)];
    }

    /** Adds the leaf of an account: 32 bytes of id, 32 of word. */
    public Builder add(byte[] accountId, byte[] word) {
      hasher.leaf(accountId, word, leaves, NODE * count);
      count++;
      return this;
    }

    /** The tree of what was added, at least one leaf. */
    public MerkleTree build() {
      return new MerkleTree(Arrays.copyOf(leaves, NODE * count));
    }
  }

  /**
   * A tree.
   *
   * @param leaves at least one; their order decides the shape, not the validity of proofs
   */
  public MerkleTree(List<Bytes32> leaves) {
    this(joined(leaves));
  }

  private MerkleTree(byte[] leaves) {
    if (leaves.length == 0) {
      throw new IllegalArgumentException("a tree has a leaf");
    }
    levels.add(leaves);
    for (byte[] level = leaves; level.length > NODE; ) {
      byte[] above = new byte[(level.length / NODE + 1) / 2 * NODE];
      for (int at = 0; at < above.length; at += NODE) {
        hasher.parent(level, 2 * at, above, at);
      }
      levels.add(above);
      level = above;
    }
  }

  private static byte[] joined(List<Bytes32> leaves) {
    byte[] joined = new byte[NODE * leaves.size()];
    for (int i = 0; i < leaves.size(); i++) {
      System.arraycopy(leaves.get(i).bytes(), 0, joined, NODE * i, NODE);
    }
    return joined;
  }

  public static Bytes32 leaf(Bytes32 accountId, Bytes32 word) {
    byte[] leaf = new byte[NODE];
    new Hasher().leaf(accountId.bytes(), word.bytes(), leaf, 0);
    return Bytes32.of(leaf);
  }

  public Bytes32 root() {
    return Bytes32.of(levels.getLast());
  }

  /** Siblings of leaf {@code index}, from the leaf up. */
  public List<Bytes32> proof(int index) {
    byte[] packed = packedProof(index);
    List<Bytes32> proof = new ArrayList<>();
    for (int at = 0; at < packed.length; at += NODE) {
      proof.add(Bytes32.of(Arrays.copyOfRange(packed, at, at + NODE)));
    }
    return proof;
  }

  /** The same, one after the other. */
  public byte[] packedProof(int index) {
    byte[] proof = new byte[NODE * (levels.size() - 1)];
    int length = 0;
    int at = index;
    for (byte[] level : levels.subList(0, levels.size() - 1)) {
      int sibling = NODE * (at ^ 1);
      if (sibling < level.length) {
        System.arraycopy(level, sibling, proof, length, NODE);
        length += NODE;
      }
      at /= 2;
    }
    return length == proof.length ? proof : Arrays.copyOf(proof, length);
  }

  /** Puts another word into the leaf of an account; only its way to the root is hashed again. */
  public void replace(int index, byte[] accountId, byte[] word) {
    hasher.leaf(accountId, word, levels.getFirst(), NODE * index);
    int at = index / 2;
    for (int i = 1; i < levels.size(); i++) {
      hasher.parent(levels.get(i - 1), 2 * NODE * at, levels.get(i), NODE * at);
      at /= 2;
    }
  }

  /** Hashes nodes in place. */
  private static final class Hasher {
    private final byte[] pair = new byte[2 * NODE];

    void leaf(byte[] accountId, byte[] word, byte[] into, int at) {
      System.arraycopy(accountId, 0, pair, 0, NODE);
      System.arraycopy(word, 0, pair, NODE, NODE);
      byte[] once = Hash.sha3(pair);
      System.arraycopy(Hash.sha3(once), 0, into, at, NODE);
    }

    /** The parent of the two nodes at {@code from}, or the node itself when it is the last. */
    void parent(byte[] level, int from, byte[] into, int at) {
      int right = from + NODE;
      if (right >= level.length) {
        System.arraycopy(level, from, into, at, NODE);
        return;
      }
      boolean ordered = Arrays.compareUnsigned(level, from, right, level, right, right + NODE) < 0;
      System.arraycopy(level, from, pair, ordered ? 0 : NODE, NODE);
      System.arraycopy(level, right, pair, ordered ? NODE : 0, NODE);
      System.arraycopy(Hash.sha3(pair), 0, into, at, NODE);
    }
  }
}
