package io.setoff.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private final Deque<Long> millis = new ArrayDeque<>(List.of(500L, 2_000L, 2_000L, 9_250L));

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return START.plus(Duration.ofMillis(millis.removeFirst()));
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }
      };

  @Test
  void addUpToTheWhole() {
    Stages stages = new Stages(clock, START);
    stages.done("chains");
    stages.pageAnswers();
    stages.done("gateway");
    stages.done("story");
    assertThat(stages.line())
        .isEqualTo(
            "took 9.3 s: chains 0.5 s, gateway 1.5 s, story 7.3 s; the page answered after 2.0 s");
    ObjectNode node = new ObjectMapper().createObjectNode();
    stages.put(node);
    assertThat(node.path("seconds").asText()).isEqualTo("9.3");
    assertThat(node.path("stages")).hasSize(3);
  }
}
