package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.json.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schemas in {@code docs/schemas} are those of the records. With {@code -Dsetoff.schemas=write}
 * the test writes them, with the words of the source.
 */
class SchemasTest {

  @ParameterizedTest
  @CsvSource({
    "clear-net, clear.NetDocument, true, What setoff clear net reads",
    "clear-net-answer, clear.NetAnswer$Result, false, What setoff clear net answers",
    "clear-close-out, clear.CloseOutDocument, true, What setoff clear close-out reads",
    "clear-close-out-answer, clear.CloseOutAnswer$Result, false, What setoff clear close-out"
        + " answers",
    "book, book.RiskDocument, true, What every setoff risk command reads",
    "risk-margin-answer, risk.PortfolioMarginAnswer$Result, false, What setoff risk margin answers"
        + " with the portfolio model",
    "risk-venue-margin-answer, risk.VenueMarginAnswer$Result, false, What setoff risk margin"
        + " answers with the model of a venue",
    "risk-var-answer, risk.VarAnswer$Result, false, What setoff risk var answers",
    "risk-stress-answer, risk.StressAnswer$Result, false, What setoff risk stress answers",
    "risk-hedge-answer, risk.HedgeAnswer$Result, false, What setoff risk hedge answers",
    "risk-plot-answer, risk.PlotAnswer$Result, false, What setoff risk plot answers",
    "refused-line, file.DocumentRunner$Refusal, false, What a batch answers to a line that it"
        + " refuses"
  })
  void areThoseOfTheRecords(String name, String record, boolean reads, String title)
      throws ClassNotFoundException, IOException {
    Class<?> type = Class.forName("io.setoff.cli." + record);
    JsonNode schema = SchemaWriter.of(name, title, type, reads);
    if ("write".equals(System.getProperty("setoff.schemas"))) {
      Files.writeString(Docs.schemaFile(name), schema.toPrettyString() + "\n");
    }
    assertThat(withoutWords(Docs.schema(name)))
        .as("run this test with -Dsetoff.schemas=write")
        .isEqualTo(withoutWords(schema));
  }

  /** Words may be improved in the source without a change of the schema. */
  private static JsonNode withoutWords(JsonNode schema) {
    schema
        .findParents("description")
        .forEach(
            parent -> {
              if (parent.path("description").isTextual()) {
                ((ObjectNode) parent).remove("description");
              }
            });
    return schema;
  }
}
