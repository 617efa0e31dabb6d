package io.setoff.adapters.evm.proof;

import io.setoff.adapters.rpc.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merkle-Patricia tries (yellow paper, appendix D): the root of a small one, and proofs. */
public final class MerkleTrie {
  private static final int BRANCH = 17;
  private static final int HASH = 32;
  private static final int LEAF_FLAG = 2;
  private static final byte[] EMPTY_ROOT = Keccak.hash(Rlp.bytes(new byte[0]).encode());

  private MerkleTrie() {}

  /** The root of the trie that holds {@code values}, by hex of the key. */
  public static byte[] root(Map<String, byte[]> values) {
    if (values.isEmpty()) {
      return EMPTY_ROOT.clone();
    }
    return Keccak.hash(node(new TreeMap<>(values), 0).encode());
  }

  private static Rlp node(SortedMap<String, byte[]> values, int depth) {
    String first = values.firstKey();
    if (values.size() == 1) {
      byte[] value = values.values().iterator().next();
      return Rlp.list(path(first.substring(depth), true), Rlp.bytes(value));
    }
    String last = values.lastKey();
    int common = depth;
    while (common < first.length()
        && common < last.length()
        && first.charAt(common) == last.charAt(common)) {
      common++;
    }
    if (common > depth) {
      return Rlp.list(path(first.substring(depth, common), false), reference(values, common));
    }
    return branch(values, depth);
  }

  private static Rlp branch(SortedMap<String, byte[]> values, int depth) {
    List<Rlp> children = new ArrayList<>();
    String prefix = values.firstKey().substring(0, depth);
    for (int digit = 0; digit < 16; digit++) {
      String from = prefix + Character.forDigit(digit, 16);
      SortedMap<String, byte[]> below = values.subMap(from, from + "g");
      children.add(below.isEmpty() ? Rlp.bytes(new byte[0]) : reference(below, depth + 1));
    }
    byte[] here = values.get(prefix);
    children.add(Rlp.bytes(here == null ? new byte[0] : here));
    return new Rlp.Items(children);
  }

  /** A child: itself when short, else its hash. */
  private static Rlp reference(SortedMap<String, byte[]> values, int depth) {
    Rlp node = node(values, depth);
    byte[] encoded = node.encode();
    return encoded.length < HASH ? node : Rlp.bytes(Keccak.hash(encoded));
  }

  /** Hex prefix encoding (yellow paper, appendix C). */
  private static Rlp path(String nibbles, boolean leaf) {
    int flags = (leaf ? LEAF_FLAG : 0) + nibbles.length() % 2;
    String padding = nibbles.length() % 2 == 0 ? "0" : "";
    return Rlp.bytes(HexFormat.of().parseHex(Integer.toHexString(flags) + padding + nibbles));
  }

  /**
   * The value of {@code key} in the trie of {@code root}, or that it has none.
   *
   * @param key as the trie holds it: hashed, in the state and storage tries
   * @param proof nodes from the root down, no more and no fewer than are needed
   * @throws ProofException when the proof proves neither
   */
  public static Optional<byte[]> get(byte[] root, byte[] key, List<byte[]> proof) {
    if (Arrays.equals(root, EMPTY_ROOT)) {
      require(proof.isEmpty() || isEmptyNode(proof), "nodes in an empty trie");
      return Optional.empty();
    }
    require(!proof.isEmpty(), "a proof without nodes");
    return new Walk(HexFormat.of().formatHex(key), proof).from(Rlp.bytes(root));
  }

  /** Some nodes write the empty trie as one empty node, others as none. */
  private static boolean isEmptyNode(List<byte[]> proof) {
    return proof.size() == 1 && Arrays.equals(proof.getFirst(), Rlp.bytes(new byte[0]).encode());
  }

  /** One way down. */
  private static final class Walk {
    private final String key;
    private final List<byte[]> proof;
    private int used;

    Walk(String key, List<byte[]> proof) {
      this.key = key;
      this.proof = proof;
    }

    Optional<byte[]> from(Rlp root) {
      Optional<byte[]> value = below(root, 0);
      require(used == proof.size(), "nodes are left over");
      return value;
    }

    private Optional<byte[]> below(Rlp reference, int depth) {
      if (reference instanceof Rlp.Bytes hash && hash.length() == 0) {
        return Optional.empty();
      }
      List<Rlp> node = resolve(reference).asList();
      if (node.size() == BRANCH) {
        return depth == key.length()
            ? Optional.of(node.get(BRANCH - 1).asBytes()).filter(value -> value.length > 0)
            : below(node.get(Character.digit(key.charAt(depth), 16)), depth + 1);
      }
      require(node.size() == 2, "a node with " + node.size() + " items");
      return along(node, depth);
    }

    private Optional<byte[]> along(List<Rlp> node, int depth) {
      String encoded = HexFormat.of().formatHex(node.get(0).asBytes());
      require(!encoded.isEmpty(), "a path without flags");
      int flags = Character.digit(encoded.charAt(0), 16);
      boolean odd = flags % 2 == 1;
      require(flags < 4 && (odd || encoded.charAt(1) == '0'), "a path with unknown flags");
      String path = encoded.substring(odd ? 1 : 2);
      boolean matches = key.startsWith(path, depth);
      if (flags >= LEAF_FLAG) {
        return matches && depth + path.length() == key.length()
            ? Optional.of(node.get(1).asBytes())
            : Optional.empty();
      }
      require(!path.isEmpty(), "an extension by nothing");
      return matches ? below(node.get(1), depth + path.length()) : Optional.empty();
    }

    private Rlp resolve(Rlp reference) {
      if (reference instanceof Rlp.Items inline) {
        return inline;
      }
      require(used < proof.size(), "a node is missing");
      byte[] node = proof.get(used);
      require(used == 0 || node.length >= HASH, "a short node stands alone");
      require(Arrays.equals(Keccak.hash(node), reference.asBytes()), "a node of another trie");
      used++;
      return Rlp.decode(node);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProofException(otherwise);
    }
  }
}
