package io.setoff.cli.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON without exceptions to its grammar: no field twice, nothing after the end, no NaN. */
final class StrictJson {
  /** What the parser adds for programmers. */
  private static final Pattern ADVICE = Pattern.compile(", from `[^`]*`|\\s*\\(from `[^`]*`\\)");

  /** A second place, where what is not closed starts. */
  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: [^\\]]*?line: (\\d+), column: (\\d+)\\]");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /**
   * The one value in {@code text}; {@link MissingNode} when there is none.
   *
   * @throws InvalidRiskInputException when it is not JSON
   */
  static JsonNode parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = parser.readValueAsTree();
      Require.that(
          parser.nextToken() == null,
          place(parser.currentTokenLocation()),
          "must be the end of the document");
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      String message =
          SOURCE
              .matcher(ADVICE.matcher(e.getOriginalMessage()).replaceAll(""))
              .replaceAll("line $1, column $2");
      throw new InvalidRiskInputException(place(e.getLocation()), "must be JSON: " + message);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  /** Text beyond a limit of the parser, as on depth, has no place. */
  private static String place(@Nullable JsonLocation at) {
    if (at == null) {
      return "document";
    }
    return "document, line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
