package io.setoff.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what must come. A wait that ends well is as short as the machine lets
 * it be; only one that would never end lasts as long as this, so there is one bound for all.
 */
public final class Patience {
  /** More than a machine of a tenth of the usual speed needs for anything that is waited for. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Patience() {}

  /** Looks at once, and then again until the condition holds. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(BETWEEN_LOOKS);
  }

  /** The same; {@code what} is said when it was in vain. */
  public static ConditionFactory await(String what) {
    return await().alias(what);
  }
}
