package io.setoff.store;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the packed rows of one table share: the names of items that many entities have, and whether
 * what was read stays read. Safe for use by many threads.
 */
final class TableForm {
  /** Items without a name have their text in the row: what anybody can send fills no memory. */
  private static final int MOST_NAMES = 1_024;

  private static final int FIRST_NAMES = 8;

  /** Of a market's own tables, which are read for every account; accounts are more. */
  private static final int FEW_ENTITIES = 1_024;

  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private volatile String[] names = new String[FIRST_NAMES];
  private volatile boolean keepsRead = true;

  /** The number of an item, from 1 on; 0 for one that has none, and never gets one. */
  int numberOf(String item) {
    Integer known = numbers.get(item);
    return known == null ? 0 : known;
  }

  /** As {@link #numberOf}, which it gives to an item while there are some. */
  int named(String item) {
    int known = numberOf(item);
    return known > 0 || numbers.size() >= MOST_NAMES ? known : add(item);
  }

  private synchronized int add(String item) {
    int known = numberOf(item);
    int next = numbers.size();
    if (known > 0 || next >= MOST_NAMES) {
      return known;
    }
    String[] more = next < names.length ? names : Arrays.copyOf(names, 2 * names.length);
    more[next] = item;
    names = more;
    numbers.put(item, next + 1);
    return next + 1;
  }

  String name(int number) {
    return names[number - 1];
  }

  /** Whether rows that were read are kept as they are read. */
  boolean keepsRead() {
    return keepsRead;
  }

  void hasEntities(int count) {
    if (count > FEW_ENTITIES) {
      keepsRead = false;
    }
  }
}
