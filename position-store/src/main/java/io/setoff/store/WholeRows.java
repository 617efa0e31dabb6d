package io.setoff.store;

import java.util.Set;
import java.util.SortedMap;

/** All rows of one chain at one block. */
public interface WholeRows extends Rows {

  /** The entities of a table. */
  Set<String> entities(String table);

  /**
   * The rows of one entity by item, in order. It is the same object in every state between which
   * none of them has changed.
   */
  @Override
  SortedMap<String, Row> items(String table, String entity);
}
