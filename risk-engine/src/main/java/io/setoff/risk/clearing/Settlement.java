package io.setoff.risk.clearing;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What netting leaves of the obligations of one currency. Maps name what is above 0 and nothing
 * else.
 */
record Settlement(
    SortedMap<Pair, BigInteger> remaining,
    SortedMap<String, BigInteger> cashPaid,
    SortedMap<String, BigInteger> cashReceived) {

  static Settlement withoutCash(SortedMap<Pair, BigInteger> remaining) {
    return new Settlement(remaining, new TreeMap<>(), new TreeMap<>());
  }
}
