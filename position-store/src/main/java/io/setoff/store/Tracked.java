package io.setoff.store;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Accounts of a chain whose per-account state is stored, at one instant. No address is in both.
 *
 * @param wanted read at every block
 * @param leaving read no more: their per-account rows are to be dropped in a next step
 */
public record Tracked(SortedSet<String> wanted, SortedSet<String> leaving) {
  public Tracked {
    wanted = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
    leaving = Collections.unmodifiableSortedSet(new TreeSet<>(leaving));
  }

  public boolean isEmpty() {
    return wanted.isEmpty() && leaving.isEmpty();
  }
}
