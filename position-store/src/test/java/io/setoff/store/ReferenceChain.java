package io.setoff.store;

import io.setoff.model.BlockRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The obvious model of a chain's state: a whole copy of the rows for every block. */
final class ReferenceChain {
  record State(BlockRef block, SortedMap<RowKey, Row> rows) {}

  final List<State> states = new ArrayList<>();

  /** Addresses that each block names. */
  final TreeMap<Long, SortedSet<String>> accounts = new TreeMap<>();

  private int branch;

  static BlockRef block(long height, String name, String parent) {
    return new BlockRef(height, hash(name), parent, Instant.ofEpochSecond(1_700_000_000 + height));
  }

  static String hash(String name) {
    return "0x"
        + "%064x"
            .formatted(new BigInteger(1, name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  BlockRef head() {
    return states.getLast().block();
  }

  BlockRef nextBlock() {
    long height = states.isEmpty() ? 1 : head().height() + 1;
    String parent = states.isEmpty() ? hash("genesis") : head().hash();
    return block(height, "b" + branch++ + "." + height, parent);
  }

  /** Adds a block, which names the entities of its rows. */
  void extend(BlockRef block, Map<RowKey, Optional<Row>> changes) {
    accounts.put(block.height(), entities(changes));
    TreeMap<RowKey, Row> rows =
        states.isEmpty() ? new TreeMap<>() : new TreeMap<>(states.getLast().rows());
    changes.forEach(
        (key, row) -> row.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key)));
    states.add(new State(block, rows));
  }

  static SortedSet<String> entities(Map<RowKey, Optional<Row>> changes) {
    SortedSet<String> entities = new TreeSet<>();
    changes.keySet().forEach(key -> entities.add("0x%040x".formatted(key.entity().hashCode())));
    return entities;
  }

  void amend(Map<RowKey, Optional<Row>> changes) {
    BlockRef head = head();
    TreeMap<RowKey, Row> rows = new TreeMap<>(states.removeLast().rows());
    changes.forEach(
        (key, row) -> row.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key)));
    states.add(new State(head, rows));
  }

  void revert(int depth) {
    for (int i = 0; i < depth; i++) {
      accounts.remove(states.removeLast().block().height());
    }
  }
}
