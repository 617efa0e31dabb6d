package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compose file is as safe as the chart, and of the same image. */
class ComposeTest {
  /** Of the Compose Specification: what this file may use of a service. */
  private static final Set<String> SERVICE =
      Set.of(
          "image",
          "restart",
          "read_only",
          "user",
          "cap_drop",
          "security_opt",
          "environment",
          "mem_limit",
          "pids_limit",
          "stop_grace_period",
          "ports",
          "volumes",
          "tmpfs",
          "healthcheck");

  private static JsonNode compose() throws IOException {
    return new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .readTree(Path.of("..", "compose.yaml").toFile());
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void itUsesWhatTheSpecificationHas() throws IOException {
    JsonNode compose = compose();
    assertThat(keys(compose)).containsExactlyInAnyOrder("name", "services", "volumes");
    for (JsonNode service : compose.path("services")) {
      assertThat(SERVICE).containsAll(keys(service));
      for (JsonNode volume : service.path("volumes")) {
        assertThat(volume.path("type").asText()).isIn("bind", "volume");
        assertThat(volume.path("source").asText()).isNotEmpty();
        assertThat(volume.path("target").asText()).startsWith("/");
      }
    }
  }

  @Test
  void itIsAsSafeAsThePods() throws IOException {
    for (JsonNode service : compose().path("services")) {
      assertThat(service.path("read_only").asBoolean()).isTrue();
      assertThat(service.path("user").asText()).isEqualTo("10001:10001");
      assertThat(service.path("cap_drop")).extracting(JsonNode::asText).containsExactly("ALL");
      assertThat(service.path("security_opt"))
          .extracting(JsonNode::asText)
          .contains("no-new-privileges:true");
      assertThat(service.path("ports"))
          .isNotEmpty()
          .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
      assertThat(List.of(service.path("environment").toString().split("\"", -1)))
          .noneMatch(word -> word.matches("(?i).*(password|secret|token|private).*"));
    }
  }

  @Test
  void itIsOfTheImageThatTheChartInstalls() throws IOException {
    String version =
        Manifests.YAML
            .readTree(Chart.FOLDER.resolve("Chart.yaml").toFile())
            .path("appVersion")
            .asText();
    assertThat(compose().at("/services/setoff/image").asText()).isEqualTo("setoff:" + version);
    assertThat(System.getProperty("setoff.version")).isEqualTo(version);
  }
}
