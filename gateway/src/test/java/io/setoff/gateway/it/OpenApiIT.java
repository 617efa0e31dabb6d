package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.SignerServiceGrpc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The document at {@code /openapi} says what the proto says, and what is answered. */
@ExtendWith(PlayedStory.Shared.class)
class OpenApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMAS = "#/components/schemas/";

  /** Between programs: a signer's port has no REST, and a stream's figures are asked by gRPC. */
  private static final Set<String> WITHOUT_REST =
      Set.of(
          RiskServiceGrpc.getListFiguresMethod().getFullMethodName(),
          SignerServiceGrpc.getGetSignerMethod().getFullMethodName(),
          SignerServiceGrpc.getSignEpochMethod().getFullMethodName());

  private final PlayedStory story;
  private final JsonNode document;

  OpenApiIT(PlayedStory story) throws IOException {
    this.story = story;
    this.document = JSON.readTree(story.gateway().get("/openapi?format=json").body());
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    document
        .path("paths")
        .forEach(
            path ->
                path.properties()
                    .forEach(
                        entry -> {
                          if (Set.of("get", "post").contains(entry.getKey())) {
                            operations.add(entry.getValue());
                          }
                        }));
    return operations;
  }

  private JsonNode operation(String id) {
    return operations().stream()
        .filter(operation -> operation.path("operationId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMethodHasItsPathAndEveryOperationItsId() {
    Set<String> methods = new HashSet<>();
    DeadlinesIT.methods().forEach(method -> methods.add(method.getFullMethodName()));
    methods.removeAll(WITHOUT_REST);
    Set<String> described = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode operation : operations()) {
      described.add(operation.path("x-rpc").asText());
      assertThat(ids.add(operation.path("operationId").asText())).isTrue();
      assertThat(operation.path("operationId").asText()).isNotEmpty();
      assertThat(operation.at("/responses/default/content/application~1json/schema/$ref").asText())
          .isEqualTo(SCHEMAS + "Error");
    }
    described.remove("");
    assertThat(described).isEqualTo(methods);
  }

  private static Map<String, EnumDescriptor> enumerations() {
    Map<String, EnumDescriptor> found = new HashMap<>();
    DeadlinesIT.methods()
        .forEach(
            method ->
                collect(
                    ((ProtoMethodDescriptorSupplier)
                            Objects.requireNonNull(method.getSchemaDescriptor()))
                        .getFileDescriptor(),
                    found));
    return found;
  }

  private static void collect(FileDescriptor file, Map<String, EnumDescriptor> into) {
    if (file.getPackage().equals("setoff.v1")) {
      file.getEnumTypes().forEach(type -> into.put(type.getName(), type));
      file.getDependencies().forEach(dependency -> collect(dependency, into));
    }
  }

  @Test
  void everyEnumerationHasItsValues() {
    assertThat(enumerations()).containsKeys("Finality", "GapKind", "HedgeObjective");
    enumerations()
        .forEach(
            (name, type) ->
                assertThat(texts(document.at("/components/schemas/" + name + "/enum")))
                    .as(name)
                    .isEqualTo(
                        type.getValues().stream().map(EnumValueDescriptor::getName).toList()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** What is offered is understood: each value of each parameter is asked with. */
  @Test
  void everyValueOfAParameterIsTaken() {
    for (String parameter : List.of("finality", "policy")) {
      List<String> values = values("getExposure", parameter);
      assertThat(values).hasSizeGreaterThan(2);
      for (String value : values) {
        assertThat(
                story
                    .gateway()
                    .get("/v1/exposures/" + story.hedged() + "?" + parameter + "=" + value)
                    .statusCode())
            .as(value)
            .isEqualTo(200);
      }
    }
    for (String objective : values("suggestHedgeOfConfigured", "objective")) {
      assertThat(
              story
                  .gateway()
                  .get("/v1/hedges/" + story.hedged() + "?objective=" + objective)
                  .body())
          .as(objective)
          .doesNotContain("\"field\" : \"objective\"");
    }
  }

  private List<String> values(String operation, String parameter) {
    for (JsonNode described : operation(operation).path("parameters")) {
      if (described.path("name").asText().equals(parameter)) {
        return texts(described.at("/schema/enum"));
      }
    }
    return List.of();
  }

  @Test
  void streamsNameTheirEvents() {
    assertThat(texts(operation("watchPortfolio").path("x-events")))
        .containsExactly("snapshot", "delta", "heartbeat");
    assertThat(texts(operation("watchMargin").path("x-events")))
        .containsExactly("margin", "heartbeat", "delta");
    assertThat(document.at("/components/schemas/MarginDelta/properties/changed").has("$ref"))
        .as("what changed has not what an answer always has")
        .isFalse();
    assertThat(texts(operation("watchReports").path("x-events"))).containsExactly("report");
  }

  @Test
  void whatIsRequiredIsInEveryAnswer() throws IOException {
    String account = story.hedged();
    Map<String, String> answers =
        Map.of(
            "/v1/portfolios/" + account,
            "GetPortfolioResponse",
            "/v1/exposures/" + account,
            "GetExposureResponse",
            "/v1/margin/" + account,
            "GetMarginResponse",
            "/v1/stress/" + account,
            "StressResponse",
            "/v1/venues",
            "ListVenuesResponse",
            "/v1/portfolios/nonsense",
            "Error");
    Set<String> checked = new HashSet<>();
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      JsonNode body = JSON.readTree(story.gateway().get(answer.getKey()).body());
      check(body, SCHEMAS + answer.getValue(), checked);
    }
    assertThat(checked).contains("Provenance", "AccountRequirement", "UnderlyingExposure");
    assertThat(texts(document.at("/components/schemas/SimulateRequest/required")))
        .containsExactly("account");
  }

  /** Every required property is there, and every property is described. */
  private void check(JsonNode value, String reference, Set<String> checked) {
    JsonNode schema = document.at(reference.substring(1));
    texts(schema.path("required"))
        .forEach(name -> assertThat(value.has(name)).as(reference + " " + name).isTrue());
    checked.add(reference.substring(SCHEMAS.length()));
    value
        .properties()
        .forEach(
            property -> {
              JsonNode described = schema.path("properties").path(property.getKey());
              assertThat(described.isMissingNode())
                  .as(reference + " " + property.getKey())
                  .isFalse();
              String one = described.path("$ref").asText();
              String each = described.at("/items/$ref").asText();
              if (property.getValue().isObject() && one.startsWith(SCHEMAS)) {
                check(property.getValue(), one, checked);
              } else if (each.startsWith(SCHEMAS)) {
                property
                    .getValue()
                    .forEach(
                        item -> {
                          if (item.isObject()) {
                            check(item, each, checked);
                          }
                        });
              }
            });
  }
}
