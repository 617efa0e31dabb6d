package io.setoff.adapters.evm.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Which logs are wanted.
 *
 * @param addresses emitting contracts, canonical
 * @param topics first topics
 */
public record LogFilter(SortedSet<String> addresses, SortedSet<String> topics) {
  /** Longer lists are refused by many providers: those are filtered here instead. */
  private static final int MAX_ADDRESSES = 1_000;

  boolean isEmpty() {
    return addresses.isEmpty() || topics.isEmpty();
  }

  boolean wants(EvmLog log) {
    return addresses.contains(log.address())
        && !log.topics().isEmpty()
        && topics.contains(log.topics().get(0));
  }

  public LogFilter withAddresses(SortedSet<String> others) {
    return new LogFilter(others, topics);
  }

  LogFilter withTopics(SortedSet<String> others) {
    return new LogFilter(addresses, others);
  }

  /** The filter object of {@code eth_getLogs}. */
  Map<String, Object> json(String... bounds) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (int i = 0; i < bounds.length; i += 2) {
      json.put(bounds[i], bounds[i + 1]);
    }
    if (addresses.size() <= MAX_ADDRESSES) {
      json.put("address", addresses);
    }
    json.put("topics", List.of(topics));
    return json;
  }
}
