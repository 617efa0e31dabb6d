package io.setoff.chart;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each alert fires at its fault, and whoever is woken finds what to do. */
class AlertsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path MONITORING = ROOT.resolve("monitoring");
  private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^ {4}(\\S.*)$");

  private static List<JsonNode> rules() throws IOException {
    JsonNode file = Manifests.YAML.readTree(MONITORING.resolve("alerts.yaml").toFile());
    return file.findValues("rules").stream().flatMap(list -> list.valueStream()).toList();
  }

  private static Set<String> alerts() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode rule : rules()) {
      assertThat(names.add(rule.path("alert").asText())).isTrue();
      assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
      assertThat(rule.at("/annotations/summary").asText()).contains("$labels");
    }
    return names;
  }

  /** That of the path, or the one that {@code ./setoff test} has fetched. */
  private static Optional<Path> promtool() {
    return Stream.concat(
            Stream.of(ROOT.resolve(".setoff/tools/promtool")),
            Arrays.stream(
                    Optional.ofNullable(System.getenv("PATH"))
                        .orElse("")
                        .split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void eachAlertFiresAtItsFaultAndNotBefore() throws IOException, InterruptedException {
    Optional<Path> promtool = promtool();
    boolean mayBeMissing = System.getenv("CI") == null;
    assumeTrue(
        promtool.isPresent() || !mayBeMissing,
        "there is no promtool: ./setoff test fetches Debian's package prometheus where it can");
    for (List<String> arguments :
        List.of(
            List.of("check", "rules", "alerts.yaml"),
            List.of("test", "rules", "alerts_test.yaml"))) {
      Process check =
          new ProcessBuilder(
                  Stream.concat(Stream.of(promtool.orElseThrow().toString()), arguments.stream())
                      .toList())
              .directory(MONITORING.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(check.waitFor()).as(said).isZero();
    }
  }

  @Test
  void eachAlertIsFiredInATest() throws IOException {
    JsonNode tests = Manifests.YAML.readTree(MONITORING.resolve("alerts_test.yaml").toFile());
    Set<String> fired =
        tests.findValues("alert_rule_test").stream()
            .flatMap(list -> list.valueStream())
            .filter(test -> !test.path("exp_alerts").isEmpty())
            .map(test -> test.path("alertname").asText())
            .collect(toSet());
    assertThat(fired).isEqualTo(alerts());
  }

  @Test
  void eachAlertHasARunbookAndNoRunbookIsLeftOver() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/operating.md"));
    Set<String> sections =
        SECTION.matcher(guide).results().map(match -> match.group(1)).collect(toSet());
    assertThat(sections).isEqualTo(alerts());
    for (String section : guide.split("(?m)^### ", -1)) {
      String name = section.lines().findFirst().orElse("");
      if (sections.contains(name)) {
        assertThat(commands(section)).as(name).isNotEmpty();
      }
    }
  }

  private static List<String> commands(String text) {
    return COMMAND.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** MonitoringIT asks a gateway what the others ask. */
  @Test
  void theCommandsOfRunbooksExist() throws IOException {
    String launcher = Files.readString(ROOT.resolve("setoff"));
    String guide = Files.readString(ROOT.resolve("docs/operating.md"));
    for (String command : commands(guide.substring(guide.indexOf("## Runbooks")))) {
      List<String> words = List.of(command.split(" ", -1));
      switch (words.getFirst()) {
        case "./setoff" -> {
          String name = String.join("-", words.subList(1, words.size()));
          assertThat(ROOT.resolve("cli/help").resolve(name + ".txt")).as(command).exists();
          assertThat(launcher).contains(words.get(1));
        }
        case "curl" -> assertThat(command).startsWith("curl -s http://127.0.0.1:8080/");
        case "kubectl" -> assertThat(command).startsWith("kubectl get ");
        default -> throw new AssertionError("a runbook runs " + command);
      }
    }
  }

  @Test
  void theChartInstallsTheseRulesAndThisDashboard() throws IOException {
    Manifests manifests = Chart.render(Mixes.values(Set.of("all")));
    assertThat(manifests.of(PrometheusRule.class))
        .singleElement()
        .satisfies(
            installed ->
                assertThat(
                        installed.getSpec().getGroups().stream()
                            .flatMap(group -> group.getRules().stream())
                            .map(Rule::getAlert)
                            .toList())
                    .containsExactlyElementsOf(alerts()));
    JsonNode dashboard =
        Manifests.YAML.readTree(
            manifests.of(ConfigMap.class).stream()
                .flatMap(map -> Optional.ofNullable(map.getData().get("setoff.json")).stream())
                .findFirst()
                .orElseThrow());
    assertThat(dashboard)
        .isEqualTo(Manifests.YAML.readTree(MONITORING.resolve("dashboard.json").toFile()));
    assertThat(dashboard.path("panels")).isNotEmpty();
  }
}
