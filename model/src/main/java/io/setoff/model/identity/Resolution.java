package io.setoff.model.identity;

import io.setoff.model.UnderlyingId;
import java.util.List;

/**
 * Where an asset nets under a policy.
 *
 * @param underlying the last node reached
 * @param path the edges followed, first to last
 */
public record Resolution(UnderlyingId underlying, List<Edge> path) {
  public Resolution {
    path = List.copyOf(path);
  }
}
