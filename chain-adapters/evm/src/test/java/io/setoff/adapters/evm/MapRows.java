package io.setoff.adapters.evm;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows in memory, to fold into. */
public final class MapRows implements RowEditor {
  private final SortedMap<RowKey, Row> rows = new TreeMap<>();

  @Override
  public Optional<Row> get(RowKey key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    SortedMap<String, Row> items = new TreeMap<>();
    rows.forEach(
        (key, row) -> {
          if (key.table().equals(table) && key.entity().equals(entity)) {
            items.put(key.item(), row);
          }
        });
    return items;
  }

  @Override
  public void put(RowKey key, List<BigInteger> words, Origin origin) {
    rows.put(key, new Row(words, origin));
  }

  @Override
  public void delete(RowKey key) {
    rows.remove(key);
  }

  @Override
  public void names(String address, long height) {
    // No index of accounts here.
  }

  @Override
  public void restartBlock() {
    throw new UnsupportedOperationException("there are no blocks here");
  }
}
