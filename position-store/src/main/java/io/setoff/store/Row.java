package io.setoff.store;

import io.setoff.model.Origin;
import java.math.BigInteger;
import java.util.List;

/**
 * One stored value: a few integers whose meaning the writing adapter defines, and where they come
 * from.
 *
 * @param words signed integers
 * @param origin what last changed them
 */
public record Row(List<BigInteger> words, Origin origin) {
  public Row {
    words = List.copyOf(words);
  }

  public BigInteger word(int index) {
    return words.get(index);
  }
}
