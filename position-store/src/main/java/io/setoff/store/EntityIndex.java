package io.setoff.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a table by name: a persistent hash trie that holds its values themselves, which
 * know their names, and nothing else for each. Immutable; a change copies the way to it.
 */
final class EntityIndex {
  static final EntityIndex NOTHING = new EntityIndex(null, 0);

  /** Nobody outside can choose names that fall together. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long ODD = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BITS = 5;
  private static final int BELOW_BRANCHES = 35;

  private final @Nullable Node root;
  private final int size;

  /** A place of the trie: a value, or more of them. */
  sealed interface Node permits PackedItems, Branch, Clash {
    /** Of the names below that are all alike in it. */
    int keyHash();
  }

  /** Values that differ in five bits of their names' hashes. */
  private static final class Branch implements Node {
    /** Which of the 32 places are taken; those are the slots, in order. */
    private final int bitmap;

    private final Node[] slots;

    Branch(int bitmap, Node... slots) {
      this.bitmap = bitmap;
      this.slots = slots;
    }

    @Override
    public int keyHash() {
      return slots[0].keyHash();
    }

    boolean has(int bit) {
      return (bitmap & bit) != 0;
    }

    private int place(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    Node at(int bit) {
      return slots[place(bit)];
    }

    Branch with(int bit, Node node) {
      int at = place(bit);
      if (!has(bit)) {
        return new Branch(bitmap | bit, inserted(slots, at, node));
      }
      Node[] replaced = slots.clone();
      replaced[at] = node;
      return new Branch(bitmap, replaced);
    }

    Branch without(int bit) {
      return new Branch(bitmap & ~bit, removed(slots, place(bit)));
    }
  }

  /** Values whose names have one hash. */
  private static final class Clash implements Node {
    private final Node[] values;

    Clash(Node... values) {
      this.values = values;
    }

    @Override
    public int keyHash() {
      return values[0].keyHash();
    }

    int indexOf(byte[] key) {
      for (int i = 0; i < values.length; i++) {
        if (((PackedItems) values[i]).isOf(key)) {
          return i;
        }
      }
      return -1;
    }
  }

  private EntityIndex(@Nullable Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /** Of a name, which is the first {@code length} bytes. */
  static int hash(byte[] name, int length) {
    long hash = SEED;
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(name, at));
    }
    for (; at < length; at++) {
      hash = mixed(hash ^ name[at]);
    }
    return (int) (hash >>> Integer.SIZE);
  }

  private static long mixed(long hash) {
    long product = hash * ODD;
    return product ^ (product >>> Integer.SIZE);
  }

  int size() {
    return size;
  }

  Optional<PackedItems> get(String entity) {
    byte[] key = PackedItems.key(entity);
    return Optional.ofNullable(find(root, key, hash(key, key.length)));
  }

  private static @Nullable PackedItems find(@Nullable Node from, byte[] key, int hash) {
    Node node = from;
    int left = hash;
    while (node instanceof Branch branch) {
      int bit = 1 << left;
      if (!branch.has(bit)) {
        return null;
      }
      node = branch.at(bit);
      left >>>= BITS;
    }
    if (node instanceof Clash clash) {
      int at = clash.indexOf(key);
      return at < 0 ? null : (PackedItems) clash.values[at];
    }
    return node instanceof PackedItems items && items.isOf(key) ? items : null;
  }

  /** With {@code items} in place of what the entity had. */
  EntityIndex with(PackedItems items) {
    byte[] key = PackedItems.key(items.entity());
    int hash = hash(key, key.length);
    boolean isNew = find(root, key, hash) == null;
    Node next = root == null ? items : put(root, items, key, hash, 0);
    return new EntityIndex(next, isNew ? size + 1 : size);
  }

  private static Node put(Node node, PackedItems items, byte[] key, int hash, int shift) {
    return switch (node) {
      case PackedItems other -> other.isOf(key) ? items : both(other, items, hash, shift);
      case Clash clash -> {
        int at = clash.indexOf(key);
        if (at < 0) {
          yield new Clash(inserted(clash.values, clash.values.length, items));
        }
        Node[] replaced = clash.values.clone();
        replaced[at] = items;
        yield new Clash(replaced);
      }
      case Branch branch -> {
        int bit = 1 << (hash >>> shift);
        yield branch.with(
            bit, branch.has(bit) ? put(branch.at(bit), items, key, hash, shift + BITS) : items);
      }
    };
  }

  private static Node both(PackedItems one, PackedItems two, int hashOfTwo, int shift) {
    if (shift >= BELOW_BRANCHES) {
      return new Clash(one, two);
    }
    int bitOfOne = 1 << (one.keyHash() >>> shift);
    int bitOfTwo = 1 << (hashOfTwo >>> shift);
    if (bitOfOne == bitOfTwo) {
      return new Branch(bitOfOne, both(one, two, hashOfTwo, shift + BITS));
    }
    return new Branch(bitOfOne, one).with(bitOfTwo, two);
  }

  /** Without an entity. */
  EntityIndex without(String entity) {
    byte[] key = PackedItems.key(entity);
    int hash = hash(key, key.length);
    return root == null || find(root, key, hash) == null
        ? this
        : new EntityIndex(remove(root, key, hash, 0), size - 1);
  }

  /** Without a name that is there; null when nothing is left, the value when it is the last. */
  private static @Nullable Node remove(Node node, byte[] key, int hash, int shift) {
    return switch (node) {
      case PackedItems _ -> null;
      case Clash clash -> {
        Node[] left = removed(clash.values, clash.indexOf(key));
        yield left.length == 1 ? left[0] : new Clash(left);
      }
      case Branch branch -> {
        int bit = 1 << (hash >>> shift);
        Node below = remove(branch.at(bit), key, hash, shift + BITS);
        Branch left = below == null ? branch.without(bit) : branch.with(bit, below);
        yield left.slots.length == 1 && left.slots[0] instanceof PackedItems last ? last : left;
      }
    };
  }

  private static Node[] inserted(Node[] nodes, int at, Node node) {
    Node[] more = Arrays.copyOf(nodes, nodes.length + 1);
    System.arraycopy(nodes, at, more, at + 1, nodes.length - at);
    more[at] = node;
    return more;
  }

  private static Node[] removed(Node[] nodes, int at) {
    Node[] less = Arrays.copyOf(nodes, nodes.length - 1);
    System.arraycopy(nodes, at + 1, less, at, less.length - at);
    return less;
  }

  /** The rows of all entities, in no order. */
  Iterable<PackedItems> values() {
    return () -> new Values(root);
  }

  /** The names, in no order. */
  Set<String> names() {
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        Values values = new Values(root);
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return values.hasNext();
          }

          @Override
          public String next() {
            return values.next().entity();
          }
        };
      }

      @Override
      public int size() {
        return size;
      }

      @Override
      public boolean contains(Object name) {
        return name instanceof String entity && get(entity).isPresent();
      }
    };
  }

  private static final class Values implements Iterator<PackedItems> {
    private final Deque<Node> ahead = new ArrayDeque<>();

    Values(@Nullable Node root) {
      if (root != null) {
        ahead.push(root);
      }
    }

    @Override
    public boolean hasNext() {
      return !ahead.isEmpty();
    }

    @Override
    public PackedItems next() {
      if (ahead.isEmpty()) {
        throw new NoSuchElementException();
      }
      while (true) {
        switch (ahead.pop()) {
          case PackedItems items -> {
            return items;
          }
          case Branch branch -> pushAll(branch.slots);
          case Clash clash -> pushAll(clash.values);
        }
      }
    }

    private void pushAll(Node[] nodes) {
      for (int i = nodes.length - 1; i >= 0; i--) {
        ahead.push(nodes[i]);
      }
    }
  }
}
