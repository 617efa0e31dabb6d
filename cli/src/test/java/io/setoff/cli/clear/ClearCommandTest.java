package io.setoff.cli.clear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.cli.CommandRun;
import io.setoff.cli.Docs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearCommandTest {

  @ParameterizedTest
  @CsvSource({"net, clear-net", "close-out, clear-close-out"})
  void examplesKeepTheirSchemasAndSoDoTheirAnswers(String command, String name) {
    String file = Docs.example(name + ".json").toString();
    Docs.assertKeeps(name, CommandRun.json(Docs.read(Docs.example(name + ".json"))));
    CommandRun run = CommandRun.of("clear", command, "--in", file, "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    Docs.assertKeeps(name + "-answer", run.json());
  }

  @Test
  void netsTheExample() {
    // USDC: 30 around the triangle and 5 back and forth clear 100 of 125.
    // ETH: 0.7 of the desk's cash flows through both debts.
    JsonNode answer =
        CommandRun.of("clear", "net", "--in", Docs.example("clear-net.json").toString(), "--json")
            .json();
    JsonNode eth = answer.at("/currencies/0");
    assertThat(eth.path("total_before").textValue()).isEqualTo("3500000000000000001");
    assertThat(eth.path("total_after").textValue()).isEqualTo("2100000000000000001");
    assertThat(eth.at("/positions/1").toString())
        .isEqualTo(
            "{\"party\":\"desk\",\"net_before\":\"-2500000000000000001\","
                + "\"net_after\":\"-1800000000000000001\",\"cash_paid\":\"700000000000000000\","
                + "\"cash_received\":\"0\"}");
    JsonNode usdc = answer.at("/currencies/1");
    assertThat(usdc.path("total_after").textValue()).isEqualTo("25000000");
    assertThat(usdc.path("saving_ratio").textValue()).isEqualTo("0.8");
  }

  @Test
  void closesTheExampleOut() {
    // 2.5 * 3100.01 + 100 * 1.0837 - 40 * 210.7 = 7750.025 + 108.37 - 8428
    JsonNode answer =
        CommandRun.of(
                "clear",
                "close-out",
                "--in",
                Docs.example("clear-close-out.json").toString(),
                "--json")
            .json();
    assertThat(answer.at("/agreements/0/amount").textValue()).isEqualTo("-569.605");
    assertThat(answer.at("/agreements/0/owed/debtor").textValue()).isEqualTo("desk");
    assertThat(answer.at("/agreements/1/amount").textValue()).isEqualTo("1250.5");
  }

  @Test
  void tablesAreForPeople() {
    String net =
        CommandRun.of("clear", "net", "--in", Docs.example("clear-net.json").toString()).out();
    assertThat(net)
        .contains(
            "USDC by existing-edges: 125,000,000 owed before, 25,000,000 after, 80.00 % saved",
            "| aave    | perp     | 50,000,000 | 30,000,000 | 20,000,000 |");
    String closeOut =
        CommandRun.of("clear", "close-out", "--in", Docs.example("clear-close-out.json").toString())
            .out();
    assertThat(closeOut).contains("| isda-2019 | desk   | broker  | 569.605 | USD      |");
  }

  @Test
  void aBatchAnswersLineByLine() {
    CommandRun run =
        CommandRun.of("clear", "net", "--in", Docs.example("clear-net.jsonl").toString());
    assertThat(run.code()).isZero();
    List<JsonNode> answers = run.out().lines().map(CommandRun::json).toList();
    assertThat(answers).hasSize(3);
    answers.forEach(answer -> Docs.assertKeeps("clear-net-answer", answer));
    assertThat(answers)
        .extracting(answer -> answer.path("mode").textValue())
        .containsExactly("bilateral", "novation-central", "novation-pairwise");
  }

  @ParameterizedTest
  @CsvSource({"net", "close-out"})
  void helpTeaches(String command) {
    assertThat(CommandRun.of("clear", command, "--help").out())
        .contains("Usage: setoff clear " + command, "--in", "Examples:");
  }
}
