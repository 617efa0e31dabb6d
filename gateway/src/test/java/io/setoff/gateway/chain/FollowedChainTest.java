package io.setoff.gateway.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowedChainTest {
  private static Duration longestWait(int pollSeconds, int staleSeconds) {
    return FollowedChain.longestWait(
        Duration.ofSeconds(pollSeconds), Duration.ofSeconds(staleSeconds));
  }

  @Test
  void announcedHeadsSparePollsAndNothingLooksStaleMeanwhile() {
    assertThat(longestWait(1, 60)).isEqualTo(Duration.ofSeconds(5));
    assertThat(longestWait(1, 9)).isEqualTo(Duration.ofSeconds(3));
    assertThat(longestWait(10, 12)).as("never below the poll").isEqualTo(Duration.ofSeconds(10));
  }
}
