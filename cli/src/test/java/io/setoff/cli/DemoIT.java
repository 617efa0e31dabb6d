package io.setoff.cli;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code setoff demo} as a user runs it, and the other commands beside it. */
class DemoIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENS = Pattern.compile("the page is at (\\S+)/, gRPC at (\\S+)");
  private static final Pattern HEDGED = Pattern.compile("the hedged account, (0x[0-9a-f]{40})");

  private static void assertAllEnd(List<ProcessHandle> processes) {
    assertThat(processes)
        .as("two chains with their keepers, the devnet, a gateway, signers")
        .hasSizeGreaterThanOrEqualTo(7);
    await()
        .untilAsserted(
            () ->
                assertThat(processes)
                    .filteredOn(ProcessHandle::isAlive)
                    .extracting(ProcessHandle::info)
                    .isEmpty());
  }

  @Test
  void onceAsJsonComparesEveryPublishedValueWithTheContracts() throws Exception {
    try (CliProcess demo =
        CliProcess.start("demo", "--once", "--json", "--port", "0", "--grpc-port", "0")) {
      int exitCode = demo.awaitExit();
      assertThat(exitCode).as(demo.errors()).isZero();
      JsonNode result = JSON.readTree(demo.output());

      JsonNode accounts = result.path("accounts");
      assertThat(accounts).hasSizeGreaterThanOrEqualTo(12);
      JsonNode hedged = named(accounts, "hedged");
      JsonNode eth = hedged.at("/exposures/0");
      assertThat(eth.path("underlying").asText()).isEqualTo("crypto:ETH");
      assertThat(decimal(eth, "net").abs()).isLessThan(new BigDecimal("0.5"));
      assertThat(decimal(eth, "gross")).isGreaterThan(new BigDecimal(30));
      assertThat(decimal(eth, "offset_ratio")).isGreaterThan(new BigDecimal("0.98"));
      assertThat(eth.path("by_venue")).hasSizeGreaterThanOrEqualTo(3);

      JsonNode margin = hedged.path("margin");
      assertThat(decimal(margin, "net_of_all_usd"))
          .isLessThan(decimal(margin, "gross_usd").movePointLeft(1).multiply(new BigDecimal(3)));
      List<BigDecimal> shares = new ArrayList<>();
      margin.path("attribution").forEach(row -> shares.add(decimal(row, "contribution_usd")));
      assertThat(shares).anyMatch(share -> share.signum() < 0);
      assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .isCloseTo(decimal(margin, "net_of_all_usd"), within(new BigDecimal("1e-6")));
      assertThat(margin.path("accounts")).hasSize(6);

      JsonNode published = result.path("published");
      assertThat(published)
          .as("on two chains every account, and for the vault those that borrow from it")
          .hasSize(2 * (accounts.size() + 2));
      for (JsonNode row : published) {
        assertThat(decimal(row, "on_chain_net_usd")).isEqualByComparingTo(decimal(row, "net_usd"));
        assertThat(decimal(row, "on_chain_margin_usd"))
            .isEqualByComparingTo(decimal(row, "margin_usd"));
        assertThat(row.path("tx").asText()).hasSize(66);
        assertThat(row.path("epoch").asLong()).isPositive();
        assertThat(row.path("signers")).hasSize(2);
        boolean complete = account(accounts, row).path("complete").asBoolean();
        String status = complete ? "FRESH" : "FLAGGED";
        assertThat(row.path("on_chain_status").asText()).isEqualTo(status);
        assertThat(row.path("proof_status").asText()).isEqualTo(status);
      }
      assertThatEachValueIsAsRecorded(accounts, published);
      assertThat(named(accounts, "grace").path("complete").asBoolean())
          .as("a token that nothing prices takes no benefit away")
          .isTrue();
      for (String what : List.of("accepts", "refuses", "liquidates")) {
        assertThat(result.at("/vault/" + what).asBoolean()).as(what).isTrue();
      }
      assertThat(result.at("/vault/steps")).hasSize(6);
      assertThat(decimal(result.path("vault"), "published_margin_usd"))
          .as("what the vault grants is what its venue is told to require, some blocks apart")
          .isCloseTo(
              decimal(
                  only(
                      margin.path("accounts"),
                      row -> row.path("venue").asText().endsWith("/cross-margin-vault:example")),
                  "required_usd"),
              within(new BigDecimal("0.01")));
      assertThat(published)
          .filteredOn(
              row ->
                  row.path("account").equals(hedged.path("account"))
                      && row.path("stream").asText().equals("setoff/margin/v2"))
          .allSatisfy(
              row ->
                  assertThat(decimal(row, "on_chain_margin_usd"))
                      .as("its hedge counts, but not beyond what everything netted requires")
                      .isBetween(
                          decimal(margin, "net_of_all_usd"), decimal(margin, "stand_alone_usd")))
          .extracting(row -> row.path("chain").asText())
          .containsExactlyInAnyOrder("eip155:31337", "eip155:31338");
    }
  }

  /**
   * What is published does not change unless somebody means it to: each word is that of the file
   * {@code demo-published.csv}, but for the interest of some blocks. A flagged word carries
   * stand-alone margin, which is not compared.
   */
  private static void assertThatEachValueIsAsRecorded(JsonNode accounts, JsonNode published)
      throws IOException {
    Map<String, List<BigDecimal>> recorded = new HashMap<>();
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(DemoIT.class.getResourceAsStream("demo-published.csv")),
                StandardCharsets.UTF_8))) {
      file.lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              row ->
                  recorded.put(
                      row[0] + " " + row[1],
                      List.of(new BigDecimal(row[2]), new BigDecimal(row[3]))));
    }
    Set<String> seen = new HashSet<>();
    for (JsonNode row : published) {
      String label = account(accounts, row).path("label").asText();
      String word = row.path("stream").asText() + " " + label;
      assertThat(recorded).containsKey(word);
      List<BigDecimal> values = Objects.requireNonNull(recorded.get(word));
      seen.add(word);
      assertClose(decimal(row, "on_chain_net_usd"), values.get(0), word + ", net");
      if (row.path("on_chain_status").asText().equals("FRESH")) {
        assertClose(decimal(row, "on_chain_margin_usd"), values.get(1), word + ", margin");
      }
    }
    assertThat(seen).isEqualTo(recorded.keySet());
  }

  private static void assertClose(BigDecimal published, BigDecimal recorded, String what) {
    assertThat(published)
        .as(what)
        .isCloseTo(recorded, within(recorded.abs().movePointLeft(5).max(new BigDecimal("0.01"))));
  }

  private static JsonNode named(JsonNode accounts, String label) {
    return only(accounts, account -> account.path("label").asText().equals(label));
  }

  private static JsonNode account(JsonNode accounts, JsonNode row) {
    return only(accounts, account -> account.path("account").equals(row.path("account")));
  }

  private static JsonNode only(JsonNode list, Predicate<JsonNode> wanted) {
    List<JsonNode> found = list.valueStream().filter(wanted).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText());
  }

  @Test
  void staysUpForTheOtherCommandsUntilCtrlC() throws Exception {
    try (CliProcess demo = CliProcess.start("demo", "--port", "0", "--grpc-port", "0")) {
      demo.awaitLine("Ctrl-C ends everything");
      String page = first(LISTENS, 1, demo.output());
      String url = first(LISTENS, 2, demo.output());
      String hedged = first(HEDGED, 1, demo.output());
      assertThat(demo.output())
          .contains(
              "every published value equals the gateway's",
              "78/78",
              "| ETH",
              "(PEGGED, PRUDENT",
              "margin required",
              "whose share of the net of all it is");

      portfolio(url, hedged);
      margin(url, hedged);
      watch(url, hedged);
      indexStatus(url);
      isToldWhichPort(page);

      List<ProcessHandle> started = demo.descendants();
      demo.signal("INT");
      demo.awaitExit();
      assertAllEnd(started);
    }
  }

  private static void indexStatus(String url) throws Exception {
    try (CliProcess status = CliProcess.start("index", "status", "--url", url)) {
      assertThat(status.awaitExit()).isZero();
      assertThat(status.output()).contains("eip155:31337", "eip155:31338", "quarantined");
      assertThat(status.output().lines().filter(line -> line.startsWith("| eip155:")))
          .as("two rows for each chain and one for each provider")
          .hasSize(6)
          .filteredOn(line -> line.contains(" OK "))
          .as("no empty cell")
          .hasSize(2)
          .noneMatch(line -> line.matches(".*\\|\\s+\\|.*"));
    }
  }

  private static void isToldWhichPort(String page) throws Exception {
    try (CliProcess refused = CliProcess.start("index", "status", "--url", page)) {
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.errors())
          .isEqualTo(
              "setoff: "
                  + page
                  + " does not answer gRPC: --url takes the gateway's gRPC port, not the page's\n");
    }
  }

  private static void portfolio(String url, String account) throws Exception {
    try (CliProcess table = CliProcess.start("portfolio", account, "--url", url);
        CliProcess json = CliProcess.start("portfolio", account, "--url", url, "--json");
        CliProcess refused = CliProcess.start("portfolio", "0x12", "--url", url)) {
      assertThat(table.awaitExit()).as(table.errors()).isZero();
      assertThat(table.output())
          .contains("Perp v2 on Chain B", "net exposure", "(PEGGED, LATEST)", "equity");
      assertThat(table.output().lines().filter(line -> line.startsWith("|")))
          .allMatch(line -> line.length() <= 100);
      assertThat(json.awaitExit()).isZero();
      JsonNode answer = JSON.readTree(json.output());
      assertThat(answer.at("/portfolio/positions")).isNotEmpty();
      assertThat(answer.at("/exposure/view/net_usd").asText()).isNotEmpty();
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.errors()).startsWith("setoff: account: ");
    }
  }

  private static void margin(String url, String account) throws Exception {
    try (CliProcess table = CliProcess.start("margin", account, "--url", url);
        CliProcess json = CliProcess.start("margin", account, "--url", url, "--json");
        CliProcess hedge = CliProcess.start("hedge", account, "--url", url);
        CliProcess refused =
            CliProcess.start("margin", account, "--url", url, "--model", "nobody's")) {
      assertThat(table.awaitExit()).as(table.errors()).isZero();
      assertThat(table.output())
          .contains("margin required", "net of all", "recognised hedge", "liquidated first: ");
      assertThat(json.awaitExit()).isZero();
      assertThat(JSON.readTree(json.output()).at("/view/required_usd").asText()).isNotEmpty();
      assertThat(hedge.awaitExit()).as(hedge.errors()).isZero();
      assertThat(hedge.output()).contains("before", "after", "a day's deviation");
      assertThat(refused.awaitExit()).isEqualTo(1);
      assertThat(refused.errors()).startsWith("setoff: model: is none of ");
    }
  }

  private static void watch(String url, String account) throws Exception {
    try (CliProcess lines = CliProcess.start("watch", account, "--url", url);
        CliProcess json = CliProcess.start("watch", account, "--url", url, "--json")) {
      lines.awaitLine("changed");
      assertThat(lines.output()).contains(account, "equity", "net ", "worth ");
      json.awaitLine("\"delta\"");
      assertThat(JSON.readTree(json.output().lines().findFirst().orElseThrow()).has("snapshot"))
          .isTrue();
    }
  }

  @Test
  void aProcessThatDiesEndsTheDemoAtOnceAndIsNamed() throws Exception {
    try (CliProcess demo = CliProcess.start("demo", "--port", "0", "--grpc-port", "0")) {
      demo.awaitLine(" 20/78");
      List<ProcessHandle> started = demo.descendants();
      started.stream()
          .filter(one -> one.info().commandLine().orElse("").contains("signer-1.yaml"))
          .forEach(ProcessHandle::destroyForcibly);
      assertThat(demo.awaitExit()).isEqualTo(1);
      assertThat(demo.errors())
          .contains(
              "the process of the signers has ended with exit code 137; its log is ",
              "signers are up",
              "the logs are in ");
      assertAllEnd(started);
    }
  }

  @Test
  void aKilledDemoLeavesNothingRunning() throws Exception {
    try (CliProcess demo = CliProcess.start("demo", "--port", "0", "--grpc-port", "0")) {
      demo.awaitLine(" 20/78");
      List<ProcessHandle> started = demo.descendants();
      demo.signal("KILL");
      demo.awaitExit();
      assertAllEnd(started);
    }
  }

  private static String first(Pattern pattern, int group, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(group);
  }
}
