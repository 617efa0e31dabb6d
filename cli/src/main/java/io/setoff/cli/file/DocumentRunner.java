package io.setoff.cli.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.json.Nodes;
import io.setoff.cli.json.RecordWriter;
import io.setoff.model.Text;
import io.setoff.risk.input.InvalidRiskInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs a calculation on what the options name. */
public final class DocumentRunner {
  /** Exit code when a document cannot be used. */
  public static final int REFUSED = 2;

  private static final int LONGEST_MESSAGE = 1_000;
  private static final Pattern LINE_ENDS = Pattern.compile("\\s*[\r\n]+\\s*");

  private final FileOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  public DocumentRunner(FileOptions options, CommandLine command) {
    this.options = options;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  /**
   * Exit code: 0, or {@link #REFUSED} when a document was refused. A batch is read to its end in
   * any case.
   */
  public int run(Calculation calculation) {
    try (BufferedReader reader = open()) {
      return options.isBatch() ? batch(reader, calculation) : single(reader, calculation);
    } catch (CharacterCodingException e) {
      return refuse(new InvalidRiskInputException("--in", "must be UTF-8, is not: " + options.in));
    } catch (IOException e) {
      return refuse(
          new InvalidRiskInputException(
              "--in", "must be a file that can be read, is " + options.in));
    }
  }

  private BufferedReader open() throws IOException {
    InputStream stream =
        options.in.equals(FileOptions.STANDARD_INPUT)
            ? System.in
            : Files.newInputStream(Path.of(options.in));
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
  }

  private int single(BufferedReader reader, Calculation calculation) throws IOException {
    String text = ByteOrderMark.without(reader.readAllAsString());
    try {
      Answer answer = calculation.answer(document(text));
      ObjectNode checked = RecordWriter.write(answer.result());
      out.println(options.json ? checked.toPrettyString() : answer.text());
      return 0;
    } catch (InvalidRiskInputException e) {
      return refuse(e);
    }
  }

  private int batch(BufferedReader reader, Calculation calculation) throws IOException {
    BatchProgress progress = new BatchProgress(err);
    int code = 0;
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = number == 1 ? ByteOrderMark.without(line) : line;
      if (text.isBlank()) {
        continue;
      }
      try {
        Answer answer = calculation.answer(document(text));
        out.println(RecordWriter.write(answer.result()));
        progress.answered();
      } catch (InvalidRiskInputException e) {
        code = REFUSED;
        out.println(RecordWriter.write(new Refusal(new RefusedLine(number, e.field(), e.rule()))));
        progress.refused();
      }
    }
    progress.end();
    return code;
  }

  private Document document(String text) {
    Path file = Path.of(options.in).toAbsolutePath();
    return new Document(
        Nodes.of(StrictJson.parse(text)), Optional.ofNullable(file.getParent()).orElse(file));
  }

  private int refuse(InvalidRiskInputException error) {
    err.println("setoff: " + oneLine(error.getMessage()));
    return REFUSED;
  }

  private static String oneLine(@Nullable String message) {
    String text = Text.plain(LINE_ENDS.matcher(String.valueOf(message)).replaceAll(" "));
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** The answer to a line of a batch that cannot be used. */
  private record Refusal(RefusedLine error) {}

  /**
   * Why a line cannot be used.
   *
   * @param line its number, from 1
   * @param field path of the field
   * @param rule that it breaks
   */
  private record RefusedLine(int line, String field, String rule) {}
}
