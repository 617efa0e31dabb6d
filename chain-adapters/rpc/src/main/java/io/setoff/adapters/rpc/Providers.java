package io.setoff.adapters.rpc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** The providers of a pool, and which one is asked. Thread-safe. */
final class Providers {
  private final String pool;
  private final List<Provider> all;
  private final AtomicReference<Provider> preferred;

  Providers(String pool, List<Provider> all) {
    this.pool = pool;
    this.all = List.copyOf(all);
    this.preferred = new AtomicReference<>(all.get(0));
  }

  /** Several URLs may differ only in what must not be shown. */
  static String unique(String candidate, List<Provider> others) {
    long same =
        others.stream()
            .filter(p -> p.name().equals(candidate) || p.name().startsWith(candidate + " #"))
            .count();
    return same == 0 ? candidate : candidate + " #" + (same + 1);
  }

  int size() {
    return all.size();
  }

  Provider named(String name) {
    return all.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  Provider preferred() {
    return preferred.get();
  }

  void prefer(Provider provider) {
    preferred.set(provider);
  }

  /** Those that may be asked now, at least one, the preferred one first. */
  List<Provider> available() {
    int first = all.indexOf(preferred.get());
    List<Provider> available =
        IntStream.range(0, all.size())
            .mapToObj(i -> all.get((first + i) % all.size()))
            .filter(Provider::isAvailable)
            .toList();
    if (available.isEmpty()) {
      throw new RpcUnavailableException(nobody());
    }
    return available;
  }

  /** The first that was not tried, or the first once all were. */
  Provider choose(Set<Provider> tried) {
    List<Provider> available = available();
    return available.stream()
        .filter(provider -> !tried.contains(provider))
        .findFirst()
        .orElse(available.get(0));
  }

  private String nobody() {
    StringBuilder reasons = new StringBuilder("no provider of " + pool + " may be asked now");
    for (Provider provider : all) {
      provider
          .whyNotAsked()
          .ifPresent(
              reason -> reasons.append("; ").append(provider.name()).append(" is ").append(reason));
    }
    return reasons.toString();
  }

  /** In order of configuration. */
  List<ProviderStatus> status() {
    long newest = all.stream().mapToLong(p -> p.record().head()).max().orElse(0);
    return all.stream().map(p -> p.record().status(p, p.equals(preferred.get()), newest)).toList();
  }
}
