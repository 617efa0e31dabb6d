package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.Assurance;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Packed rows are beside a sorted map of the same rows, after any history. */
class PackedRowsTest {
  private static final int MORE_THAN_FEW = 1_500;
  private static final int MORE_THAN_NAMES = 2_500;

  @Provide
  Arbitrary<List<Map<RowKey, Optional<Row>>>> histories() {
    return Arbitraries.maps(keys(), rows().optional(0.7)).ofMaxSize(12).list().ofMaxSize(20);
  }

  private static Arbitrary<RowKey> keys() {
    Arbitrary<String> text =
        Arbitraries.of(
            "",
            "0x",
            "0x0",
            "0xab",
            "0xabcd",
            "0xAB",
            "abcd",
            "all",
            "ü",
            "0x" + "7f".repeat(20),
            "0x" + "1".repeat(600),
            "x".repeat(300));
    return Combinators.combine(Arbitraries.of("a", "b"), text, text).as(RowKey::new);
  }

  private static Arbitrary<Row> rows() {
    Arbitrary<String> hash =
        Arbitraries.of("0x" + "ab".repeat(32), "0x" + "00".repeat(32), "0x1", "");
    Arbitrary<Optional<LogRef>> log =
        Combinators.combine(hash, Arbitraries.integers()).as(LogRef::new).optional(0.7);
    Arbitrary<Origin> origin =
        Combinators.combine(Arbitraries.longs(), hash, log, Arbitraries.of(Assurance.class))
            .as(Origin::new);
    Arbitrary<List<BigInteger>> words =
        Arbitraries.bigIntegers()
            .between(BigInteger.TWO.pow(256).negate(), BigInteger.TWO.pow(256))
            .list()
            .ofMaxSize(5);
    return Combinators.combine(words, origin).as(Row::new);
  }

  @Property(tries = 100)
  void areTheRowsOfAnyHistory(@ForAll("histories") List<Map<RowKey, Optional<Row>>> history) {
    PackedRows packed = PackedRows.NOTHING;
    TreeMap<RowKey, Row> model = new TreeMap<>();
    for (Map<RowKey, Optional<Row>> changes : history) {
      PackedRows before = packed;
      TreeMap<RowKey, Row> modelBefore = new TreeMap<>(model);
      packed = packed.with(changes);
      changes.forEach(
          (key, row) -> row.ifPresentOrElse(r -> model.put(key, r), () -> model.remove(key)));
      isAs(packed, model);
      isAs(before, modelBefore);
      keepsWhatDidNotChange(before, packed, changes);
    }
    PackedRows atOnce = PackedRows.of(model);
    isAs(atOnce, model);
    assertThat(atOnce).isEqualTo(packed).hasSameHashCodeAs(packed);
    assertThat(PackedRows.of(packed.asMap())).isSameAs(packed);
  }

  private static void isAs(PackedRows packed, SortedMap<RowKey, Row> model) {
    assertThat(packed.asMap()).isEqualTo(model).hasSameSizeAs(model);
    assertThat(packed.asMap().isEmpty()).isEqualTo(model.isEmpty());
    for (String table : List.of("a", "b")) {
      Map<String, SortedMap<String, Row>> entities = new HashMap<>();
      model.forEach(
          (key, row) -> {
            if (key.table().equals(table)) {
              entities
                  .computeIfAbsent(key.entity(), entity -> new TreeMap<>())
                  .put(key.item(), row);
            }
          });
      assertThat(packed.entities(table)).isEqualTo(entities.keySet());
      entities.forEach(
          (entity, items) -> {
            assertThat(packed.items(table, entity)).isEqualTo(items).hasSameSizeAs(items);
            items.forEach(
                (item, row) ->
                    assertThat(packed.get(new RowKey(table, entity, item))).contains(row));
          });
      assertThat(packed.get(new RowKey(table, "nobody", ""))).isEmpty();
      assertThat(packed.items(table, "nobody")).isEmpty();
    }
  }

  private static void keepsWhatDidNotChange(
      PackedRows before, PackedRows after, Map<RowKey, Optional<Row>> changes) {
    for (String entity : before.entities("a")) {
      boolean isTouched =
          changes.keySet().stream()
              .anyMatch(key -> key.table().equals("a") && key.entity().equals(entity));
      if (!isTouched) {
        assertThat(after.items("a", entity)).isSameAs(before.items("a", entity));
      }
    }
  }

  /** Beyond the names that a table has, and the entities whose rows are kept as they are read. */
  @Example
  void areTheRowsWhereThereAreMany() {
    TreeMap<RowKey, Row> model = new TreeMap<>();
    for (int i = 0; i < MORE_THAN_NAMES; i++) {
      String entity = "0x%040x".formatted(i % MORE_THAN_FEW);
      model.put(
          new RowKey("a", entity, "item" + i),
          new Row(List.of(BigInteger.valueOf(i)), new Origin(i, "0x1", Optional.empty())));
    }
    PackedRows packed = PackedRows.of(model);
    isAs(packed, model);
    TreeMap<RowKey, Optional<Row>> gone = new TreeMap<>();
    model.keySet().forEach(key -> gone.put(key, Optional.empty()));
    gone.remove(model.lastKey());
    isAs(packed.with(gone), model.tailMap(model.lastKey()));
  }
}
