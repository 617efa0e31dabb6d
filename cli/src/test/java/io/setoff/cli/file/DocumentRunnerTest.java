package io.setoff.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every command that reads a file does with it. */
class DocumentRunnerTest {
  private static final String GOOD =
      "{\"mode\":\"bilateral\",\"obligations\":[{\"currency\":\"x\",\"debtor\":\"a\",\"creditor\":\"b\",\"amount\":1}]}";

  @TempDir private Path folder = Path.of("");

  private CommandRun run(String name, String content, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    String[] arguments = {"clear", "net", "--in", file.toString()};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void whatIsDeeperOrLongerThanAnyDocumentIsRefused() throws IOException {
    assertThat(run("deep.json", "[".repeat(5_000)).err())
        .startsWith("setoff: document must be JSON: Document nesting depth (1001) exceeds");
    assertThat(run("long.json", "[1" + "0".repeat(2_000) + "]").err())
        .startsWith("setoff: document must be JSON: Number value length (2001) exceeds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mode':'bilateral'}           | obligations must be given",
        "{'mode':null,'obligations':[]} | mode must be given",
        "{'mode':'x','obligations':[]}  | mode must be one of bilateral, existing-edges,"
            + " novation-pairwise, novation-central, is \"x\"",
        "{'mode':'novation-central','obligations':[]} | counterparty must be given for mode"
            + " novation-central",
        "{'mode':'novation-central','counterparty':'a','obligations':[{'currency':'x','debtor':'a',"
            + "'creditor':'b','amount':1}]} | counterparty must not be a party of the obligations",
        "{'mode':'bilateral','obligations':[{'currency':'x','debtor':'a\\u001b[31m','creditor':'b',"
            + "'amount':1}]} | obligations[0].debtor must have characters that can be seen, is"
            + " 'a\\u001b[31m'",
        "{'mode':'bilateral','obligations':[],'a\\nb\\u009b':1} | a\\u000ab\\u009b is not known",
        "{'mode':'bilateral','obligations':[}} | document, line 1, column 36 must be JSON:"
            + " Unexpected close marker '}': expected ']' (for Array starting at line 1, column"
            + " 35)",
        "{'mode':'bilateral','obligations':{}} | obligations must be a list",
        "{'mode':'bilateral','obligations':[1]} | obligations[0] must be an object",
        "{'mode':'bilateral','obligations':[],'note':1} | note is not known; known are mode,"
            + " counterparty, obligations, cash",
        "{'mode':'bilateral','counterparty':'c','obligations':[]} | counterparty is used by mode"
            + " novation-central only, mode is bilateral",
        "{'mode':'bilateral','obligations':[{'currency':'x','debtor':'a','creditor':'b','amount':1.5}]}"
            + " | obligations[0].amount must be a whole number without exponent",
        "{'mode':'bilateral','obligations':[{'currency':'x','debtor':'a','creditor':'b','amount':'-1'}]}"
            + " | obligations[0].amount must be greater than 0, is -1",
        "{'mode':'bilateral','mode':'bilateral'} | document, line 1, column 27 must be JSON:"
            + " Duplicate field 'mode'",
        "[] | document must be an object",
        "{} {} | document, line 1, column 4 must be the end of the document",
        "{'mode':NaN} | document, line 1, column 12 must be JSON: Non-standard token 'NaN'",
        "{ | document, line 1, column 2 must be JSON: Unexpected end-of-input: expected"
            + " close marker for Object (start marker at line 1, column 1)"
      })
  void aRefusalIsOneLineThatNamesFieldAndRule(String document, String line) throws IOException {
    CommandRun refused = run("net.json", document.replace('\'', '"'), "--json");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err().replace('"', '\'')).startsWith("setoff: " + line.replace('"', '\''));
  }

  @Test
  void whatEditorsPutBeforeAFileIsNoPartOfIt() throws IOException {
    assertThat(run("mark.json", "\uFEFF" + GOOD, "--json").err()).isEmpty();
    assertThat(run("mark.jsonl", "\uFEFF" + GOOD + "\n" + GOOD).out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"mode\""));
  }

  @Test
  void nothingToNetIsNettedToNothing() throws IOException {
    CommandRun run = run("none.json", "{\"mode\":\"bilateral\",\"obligations\":[]}", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().path("currencies")).isEmpty();
    assertThat(run("none.json", "{\"mode\":\"bilateral\",\"obligations\":[]}").code()).isZero();
  }

  @Test
  void cashThatPaysNothingIsNamed() throws IOException {
    String document =
        GOOD.replace("bilateral", "existing-edges")
            .replace("]}", "],\"cash\":[{\"currency\":\"x\",\"party\":\"B\",\"amount\":1}]}");
    assertThat(run("cash.json", document, "--json").json().at("/currencies/0/idle_cash/0").asText())
        .isEqualTo("B");
    assertThat(run("cash.json", document).out())
        .contains("cash that pays nothing, of parties without obligations in x: B");
  }

  @Test
  void anEmptyFileIsNoDocument() throws IOException {
    assertThat(run("net.json", "").err()).isEqualTo("setoff: document must be an object\n");
  }

  @Test
  void textOfTheDocumentCannotForgeALineOfTheRefusal() throws IOException {
    CommandRun refused = run("net.json", "{\"a\\nsetoff: all is well\":1}");
    assertThat(refused.err().lines()).hasSize(1);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    CommandRun refused = CommandRun.of("clear", "net", "--in", "no-such-file.json");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo("setoff: --in must be a file that can be read, is no-such-file.json\n");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("net.json"), new byte[] {'"', (byte) 0xff, '"'});
    CommandRun refused = CommandRun.of("clear", "net", "--in", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).startsWith("setoff: --in must be UTF-8");
  }

  @Test
  void aBatchGoesOnAfterARefusal() throws IOException {
    CommandRun run = run("net.jsonl", GOOD + "\n\n{\"mode\":1}\n{\n" + GOOD + "\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"mode\":\"bilateral\""),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "{\"error\":{\"line\":3,\"field\":\"mode\",\"rule\":\"must be a text\"}}"),
            fourth ->
                assertThat(fourth).startsWith("{\"error\":{\"line\":4,\"field\":\"document, "),
            last -> assertThat(last).startsWith("{\"mode\":\"bilateral\""));
  }

  @Test
  void theSameDocumentGivesTheSameBytes() throws IOException {
    assertThat(run("a.json", GOOD, "--json").out()).isEqualTo(run("b.json", GOOD, "--json").out());
    assertThat(run("c.txt", GOOD + "\n", "--batch").out()).isEqualTo(run("d.jsonl", GOOD).out());
  }

  @Test
  void aDashReadsStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
    try {
      CommandRun run = CommandRun.of("clear", "net", "--in", "-", "--json");
      assertThat(run.code()).isZero();
      assertThat(run.json().at("/currencies/0/total_after").textValue()).isEqualTo("1");
    } finally {
      System.setIn(before);
    }
  }
}
