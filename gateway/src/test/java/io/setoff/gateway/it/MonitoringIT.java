package io.setoff.gateway.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.adapters.evm.devnet.Devnet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What alerts, dashboard and runbooks ask of a process is what a process tells. */
class MonitoringIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:setoff|jvm|disk|process|http)_[a-z_]+\\b");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static Devnet devnet;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    gateway = RunningGateway.start(Configs.publishing(devnet)).awaitIndexed();
    await().until(() -> metrics().contains("setoff_oracle_age_seconds"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    devnet.close();
  }

  private static String metrics() {
    return gateway.get("/q/metrics").body();
  }

  private static List<String> samples() {
    return metrics().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void everyMetricOfAnAlertOrThePageOfTheDashboardIsTold() throws IOException {
    Set<String> told =
        samples().stream().map(line -> line.replaceFirst("[{ ].*", "")).collect(toSet());
    for (String file : List.of("alerts.yaml", "dashboard.json")) {
      String text = Files.readString(ROOT.resolve("helm/setoff/files").resolve(file));
      Set<String> asked = METRIC.matcher(text).results().map(MatchResult::group).collect(toSet());
      assertThat(told).as(file).containsAll(asked);
      assertThat(asked).as(file).isNotEmpty();
    }
  }

  /** Labels are few and never say whose portfolio it is. */
  @Test
  void noLabelNamesAnAccount() {
    Set<String> labels = new TreeSet<>();
    for (String line : samples()) {
      LABEL
          .matcher(line)
          .results()
          .forEach(
              label -> {
                labels.add(label.group(1));
                assertThat(ADDRESS.matcher(label.group(2)).find()).as(line).isFalse();
              });
    }
    assertThat(labels).contains("chain", "provider", "stream");
    assertThat(
            samples().stream()
                .filter(line -> line.startsWith("setoff_"))
                .flatMap(MonitoringIT::names))
        .isSubsetOf("chain", "provider", "stream", "trigger", "alarm", "le");
  }

  private static Stream<String> names(String line) {
    return LABEL.matcher(line).results().map(label -> label.group(1));
  }

  @Test
  void readinessSaysOfEachChainHowItIs() throws IOException {
    HttpResponse<String> ready = gateway.get("/q/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    JsonNode chains = new ObjectMapper().readTree(ready.body()).findValue("data");
    assertThat(chains.properties()).hasSizeGreaterThan(1);
    assertThat(gateway.get("/q/health/group/answers").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/q/health/live").statusCode()).isEqualTo(200);
  }

  /** Every question of a runbook to a process is one that it answers. */
  @Test
  void theRunbooksAskWhatThereIs() throws IOException {
    String runbooks = Files.readString(ROOT.resolve("docs/operating.md"));
    List<String> paths =
        Pattern.compile("curl -s http://127\\.0\\.0\\.1:8080(/[^\\s'|]+)")
            .matcher(runbooks)
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertThat(paths).contains("/q/health/ready", "/q/health/live", "/q/metrics");
    for (String path : paths) {
      String asked = path.replace("ACCOUNT", devnet.account("alice"));
      assertThat(gateway.get(asked).statusCode()).as(asked).isEqualTo(200);
    }
  }

  @Test
  void aProcessChecksAnotherWithoutAnyOtherProgram() throws IOException, InterruptedException {
    for (Map.Entry<String, Integer> target :
        Map.of(gateway.url(), 0, "http://127.0.0.1:1", 1, "nonsense", 2).entrySet()) {
      Process check =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString(),
                  "--check",
                  target.getKey())
              .redirectErrorStream(true)
              .start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(check.waitFor()).as(target.getKey() + ": " + said).isEqualTo(target.getValue());
    }
  }
}
