package io.setoff.store;

import static io.setoff.store.PositionStoreContract.CHAIN;
import static io.setoff.store.PositionStoreContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.store.ApplyResult.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A history of steps, played to a store and to its reference, and what both are then. */
final class ContractScript {
  private ContractScript() {}

  /** One step of a random script: how many blocks go, how many come, and what each changes. */
  record Step(int undo, boolean amend, List<Map<RowKey, Optional<Row>>> blocks) {}

  static void play(PositionStore store, ReferenceChain reference, List<Step> script) {
    for (Step step : script) {
      Optional<BlockRef> head =
          reference.states.isEmpty() ? Optional.empty() : Optional.of(reference.head());
      Optional<BlockRef> revertTo = Optional.empty();
      List<Unit> units = new ArrayList<>();
      if (step.amend() && head.isPresent()) {
        units.add(new Unit(head.get(), true, new TreeMap<>(step.blocks().get(0))));
        reference.amend(step.blocks().get(0));
      } else {
        int undo = Math.min(step.undo(), Math.max(0, reference.states.size() - 1));
        if (undo > 0) {
          reference.revert(undo);
          revertTo = Optional.of(reference.head());
        }
        for (Map<RowKey, Optional<Row>> changes : step.blocks()) {
          BlockRef block = reference.nextBlock();
          units.add(new Unit(block, true, new TreeMap<>(changes), named(block, changes)));
          reference.extend(block, changes);
        }
      }
      Batch batch = new Batch(CHAIN, OWNER, head, revertTo, units, 0, 0, 0);
      assertThat(store.apply(batch)).isInstanceOf(Applied.class);
    }
  }

  private static SortedMap<String, Heights> named(
      BlockRef block, Map<RowKey, Optional<Row>> changes) {
    SortedMap<String, Heights> named = new TreeMap<>();
    ReferenceChain.entities(changes)
        .forEach(account -> named.put(account, Heights.of(block.height())));
    return named;
  }

  static void assertSame(
      PositionStore store, ReferenceChain reference, List<ChainReplica.State> states) {
    assertThat(states).hasSameSizeAs(reference.states);
    for (int i = 0; i < states.size(); i++) {
      ReferenceChain.State expected = reference.states.get(i);
      assertThat(states.get(i).block()).isEqualTo(expected.block());
      assertThat(contents(states.get(i).rows(), expected.rows())).isEqualTo(expected.rows());
      for (String table : List.of("a", "b/c")) {
        assertThat(states.get(i).rows().entities(table))
            .isEqualTo(
                expected.rows().keySet().stream()
                    .filter(key -> key.table().equals(table))
                    .map(RowKey::entity)
                    .collect(Collectors.toSet()));
      }
    }
    TreeMap<String, List<Long>> named = new TreeMap<>();
    reference.accounts.forEach(
        (height, accounts) ->
            accounts.forEach(
                account -> named.computeIfAbsent(account, key -> new ArrayList<>()).add(height)));
    assertThat(store.accountIndex(CHAIN)).isEqualTo(named);
    named.forEach(
        (account, heights) ->
            assertThat(store.blocksOf(new AccountId(CHAIN, account))).isEqualTo(heights));
    if (!reference.states.isEmpty()) {
      assertThat(store.cursor(CHAIN).orElseThrow().head()).isEqualTo(reference.head());
      SortedMap<RowKey, Row> head = reference.states.getLast().rows();
      head.forEach((key, row) -> assertThat(store.read(CHAIN, key)).contains(row));
      assertThat(store.items(CHAIN, "a", "x")).isEqualTo(contentsOf(head, "a", "x"));
    }
  }

  /** Everything that {@code rows} holds under the tables and entities of the scripts. */
  private static SortedMap<RowKey, Row> contents(Rows rows, SortedMap<RowKey, Row> expected) {
    TreeMap<RowKey, Row> all = new TreeMap<>();
    for (String table : List.of("a", "b/c")) {
      for (String entity : List.of("", "x", "y")) {
        rows.items(table, entity)
            .forEach((item, row) -> all.put(new RowKey(table, entity, item), row));
      }
    }
    expected.forEach((key, row) -> assertThat(rows.get(key)).contains(row));
    return all;
  }

  private static SortedMap<String, Row> contentsOf(
      SortedMap<RowKey, Row> rows, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    rows.forEach(
        (key, row) -> {
          if (key.table().equals(table) && key.entity().equals(entity)) {
            items.put(key.item(), row);
          }
        });
    return items;
  }
}
