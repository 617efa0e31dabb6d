package io.setoff.cli.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.setoff.risk.InvalidRiskInputException;
import io.setoff.risk.Require;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON without exceptions to its grammar: no field twice, nothing after the end, no NaN. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

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
      String[] message = e.getOriginalMessage().split(": ", 2);
      throw new InvalidRiskInputException(place(e.getLocation()), "must be JSON: " + message[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private static String place(JsonLocation at) {
    return "document, line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
