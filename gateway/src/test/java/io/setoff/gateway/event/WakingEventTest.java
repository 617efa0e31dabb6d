package io.setoff.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.setoff.oracle.stream.Lines.Wake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WakingEventTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|");

  private final List<String> lines = new ArrayList<>();
  private final JsonFormatter formatter = new JsonFormatter();
  private final Logger logger = LogContext.getLogContext().getLogger(WakingEvent.LOGGER);
  private final Handler collecting =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(formatter.format(ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void collect() {
    logger.addHandler(collecting);
  }

  @AfterEach
  void end() {
    logger.removeHandler(collecting);
  }

  /** Whatever is said, the trace of a fault too. */
  @ParameterizedTest
  @EnumSource
  void eachIsOneLineOfJsonUnderItsName(WakingEvent event) throws IOException {
    event.tell("eip155:1", "a fault\n\tat \"somewhere\"\n\tat somewhere.else");
    event.over("eip155:1");
    assertThat(lines).hasSize(2).allMatch(line -> line.strip().lines().count() == 1);
    JsonNode begins = new ObjectMapper().readTree(lines.getFirst());
    assertThat(begins.path("loggerName").asText()).isEqualTo("io.setoff.event");
    assertThat(begins.path("level").asText()).isEqualTo("ERROR");
    assertThat(begins.path("mdc").path("event").asText()).isEqualTo(event.label());
    assertThat(begins.path("mdc").path("of").asText()).isEqualTo("eip155:1");
    assertThat(begins.path("mdc").has("state")).isFalse();
    assertThat(begins.path("message").asText())
        .startsWith(event.label() + " of eip155:1: a fault\n\tat \"somewhere\"");
    JsonNode over = new ObjectMapper().readTree(lines.getLast());
    assertThat(over.path("level").asText()).isEqualTo("INFO");
    assertThat(over.path("mdc").path("event").asText()).isEqualTo(event.label());
    assertThat(over.path("mdc").path("state").asText()).isEqualTo("over");
  }

  @Test
  void whatIsSaidNextHasNoneOfItsFields() throws IOException {
    WakingEvent.CHAIN_NOT_OK.tell("eip155:1", "it stands still");
    logger.info("something else");
    assertThat(new ObjectMapper().readTree(lines.getLast()).path("mdc").isEmpty()).isTrue();
  }

  private static Set<String> labels() {
    return Arrays.stream(WakingEvent.values())
        .map(WakingEvent::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachIsListedAndHasTheNameOfAnAlertThatWakesAndItsRunbook() throws IOException {
    String operating = Files.readString(ROOT.resolve("docs/operating.md"));
    String listed =
        operating.substring(operating.indexOf("## Events"), operating.indexOf("## Traces"));
    assertThat(found(LISTED, listed)).isEqualTo(labels());
    String alerts = Files.readString(ROOT.resolve("monitoring/alerts.yaml"));
    assertThat(found(Pattern.compile("alert: (\\w+)\\n[^-]*severity: page"), alerts))
        .containsAll(labels());
    assertThat(found(Pattern.compile("(?m)^### (\\w+)$"), operating)).containsAll(labels());
  }

  @Test
  void eachThatALaneOrAStreamSaysIsOneOfThem() {
    assertThat(Arrays.stream(Wake.values()).map(WakingEvent::of)).doesNotHaveDuplicates();
  }
}
