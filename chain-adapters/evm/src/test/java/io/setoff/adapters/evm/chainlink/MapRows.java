package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows in memory that are never rolled back. */
final class MapRows implements RowEditor {
  private final Map<RowKey, Row> rows = new HashMap<>();

  @Override
  public Optional<Row> get(RowKey key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public SortedMap<String, Row> items(String table, String entity) {
    return new TreeMap<>();
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
    // Feeds fold no logs.
  }

  @Override
  public void restartBlock() {
    throw new UnsupportedOperationException("feeds never start a block anew");
  }
}
