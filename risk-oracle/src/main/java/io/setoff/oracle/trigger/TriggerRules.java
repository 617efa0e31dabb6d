package io.setoff.oracle.trigger;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * When to publish.
 *
 * @param heartbeat longest time between two epochs, by this machine's clock or the chains'
 * @param minInterval shortest time between two epochs, but for one whose blocks have left the chain
 * @param absoluteUsd smaller moves of net or margin do not count
 * @param share smaller moves, as a share of the largest of |net|, gross and limit, do not count
 * @param limitsUsd of absolute net, by account; crossing one counts
 * @param hysteresis share of a limit by which net must fall below it before crossing counts again
 */
public record TriggerRules(
    Duration heartbeat,
    Duration minInterval,
    BigDecimal absoluteUsd,
    BigDecimal share,
    Map<String, BigDecimal> limitsUsd,
    BigDecimal hysteresis) {
  public TriggerRules {
    limitsUsd = Map.copyOf(limitsUsd);
  }
}
