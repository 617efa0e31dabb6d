package io.setoff.risk.totals;

import java.util.Comparator;

/**
 * One group of a dimension.
 *
 * @param dimension what it is
 * @param id a venue, a protocol or a netting set; empty for everything
 */
public record Group(Dimension dimension, String id) implements Comparable<Group> {
  /** Everything. */
  public static final Group ALL = new Group(Dimension.ALL, "");

  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::dimension).thenComparing(Group::id);

  @Override
  public int compareTo(Group other) {
    return ORDER.compare(this, other);
  }
}
