package io.setoff.risk.description;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value that somebody has written, in whatever notation. */
public sealed interface Node {
  /** Of a notation without types, all but true and false are texts. */
  record Text(String value) implements Node {}

  /**
   * A number.
   *
   * @param whole whether it is written as one, without fraction and exponent
   */
  record Numeral(BigDecimal value, boolean whole) implements Node {}

  record Flag(boolean value) implements Node {}

  record Items(List<Node> elements) implements Node {
    public Items {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Values by name.
   *
   * @param values in the order in which they are written; one that is given as nothing is not there
   */
  record Fields(Map<String, Node> values) implements Node {}
}
