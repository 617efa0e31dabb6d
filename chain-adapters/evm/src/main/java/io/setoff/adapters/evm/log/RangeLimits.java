package io.setoff.adapters.evm.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many blocks each provider has been seen to answer for at once. Thread-safe. */
final class RangeLimits {
  private final Map<String, Long> byProvider = new ConcurrentHashMap<>();

  long of(String provider) {
    return byProvider.getOrDefault(provider, Long.MAX_VALUE);
  }

  /** A range was refused. */
  void refused(String provider, long blocks) {
    byProvider.merge(provider, Math.max(1, blocks), Math::min);
  }

  /** A range as long as the limit was answered: it may be loosened a little. */
  void answered(String provider, long blocks) {
    byProvider.computeIfPresent(
        provider, (name, limit) -> blocks < limit ? limit : limit + Math.max(1, limit / 4));
  }
}
