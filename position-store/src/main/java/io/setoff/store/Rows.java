package io.setoff.store;

import java.util.Optional;
import java.util.SortedMap;

/** A consistent state of one chain's rows, to read from. */
public interface Rows {
  Optional<Row> get(RowKey key);

  /** The rows of one entity by item, in order. */
  SortedMap<String, Row> items(String table, String entity);
}
