package io.setoff.gateway.rest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.setoff.gateway.portfolio.RequestException;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * What is the same for every operation of the API, and follows from the proto: the method behind it
 * ({@code x-rpc}), the names of a stream's events ({@code x-events}), the values of parameters, and
 * how a refusal looks.
 */
final class ApiOperations {
  private static final String ERROR = "Error";
  private static final String REPORT = "report";

  private final Map<String, String> rpcByAnswer = new HashMap<>();
  private final Map<String, DescriptorProto> messages = new HashMap<>();
  private final Map<String, Schema> parameters = new HashMap<>();

  ApiOperations(List<FileDescriptorProto> files) {
    for (FileDescriptorProto file : files) {
      file.getMessageTypeList().forEach(message -> messages.put(message.getName(), message));
      for (ServiceDescriptorProto service : file.getServiceList()) {
        for (MethodDescriptorProto method : service.getMethodList()) {
          rpcByAnswer.put(
              ProtoSchemas.simpleName(method.getOutputType()),
              file.getPackage() + "." + service.getName() + "/" + method.getName());
        }
      }
      file.getEnumTypeList().forEach(this::addChoice);
    }
    parameters.put("heartbeat", number(1, 60, 15));
    parameters.put("epochs", number(0, 999_999_999, 1));
    parameters.put("max_age", number(0, 999_999_999, 0));
    parameters.put("max_trades", number(0, 999_999_999, 0));
  }

  private void addChoice(EnumDescriptorProto type) {
    switch (type.getName()) {
      case "Finality" -> parameters.put("finality", choice(type, "latest"));
      case "Policy" -> parameters.put("policy", choice(type, "pegged"));
      case "HedgeObjective" -> parameters.put("objective", choice(type, "least_variance"));
      default -> {}
    }
  }

  /** The values of an enumeration as people write them; in capitals they are understood, too. */
  private static Schema choice(EnumDescriptorProto type, String usual) {
    Schema schema = text().defaultValue(usual);
    String prefix = type.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    type.getValueList().stream()
        .filter(value -> value.getNumber() != 0)
        .map(value -> value.getName().substring(prefix.length() + 1).toLowerCase(Locale.ROOT))
        .forEach(schema::addEnumeration);
    return schema;
  }

  private static Schema number(int least, int most, int usual) {
    return OASFactory.createSchema()
        .addType(SchemaType.INTEGER)
        .minimum(BigDecimal.valueOf(least))
        .maximum(BigDecimal.valueOf(most))
        .defaultValue(usual);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  void describe(OpenAPI openApi, Components components) {
    components.addSchema(ERROR, error());
    openApi
        .getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(this::describe));
  }

  private static Schema error() {
    Schema status = text();
    Arrays.stream(RequestException.Code.values())
        .forEach(code -> status.addEnumeration(code.name()));
    status.addEnumeration("INTERNAL");
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("Why a request is refused.")
        .addProperty("status", status)
        .addProperty("field", text().description("the field of the request; empty when it is none"))
        .addProperty("message", text().description("the field and the rule, for people"))
        .required(List.of("status", "field", "message"));
  }

  private void describe(Operation operation) {
    Optional.ofNullable(operation.getParameters())
        .orElse(List.of())
        .forEach(this::describeParameter);
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            response ->
                Optional.ofNullable(response.getContent())
                    .ifPresent(
                        content ->
                            content
                                .getMediaTypes()
                                .forEach(
                                    (type, media) ->
                                        describeAnswer(
                                            operation,
                                            type,
                                            String.valueOf(media.getSchema().getRef())))));
    operation
        .getResponses()
        .addAPIResponse(
            "default",
            OASFactory.createAPIResponse()
                .description("Refused, or failed")
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            MediaType.APPLICATION_JSON,
                            OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(ERROR)))));
  }

  private void describeParameter(Parameter parameter) {
    Optional.ofNullable(parameters.get(parameter.getName())).ifPresent(parameter::setSchema);
  }

  private void describeAnswer(Operation operation, String mediaType, String reference) {
    String answer = ProtoSchemas.simpleName(reference.replace('/', '.'));
    Optional.ofNullable(rpcByAnswer.get(answer))
        .ifPresent(rpc -> operation.addExtension("x-rpc", rpc));
    if (mediaType.equals(MediaType.SERVER_SENT_EVENTS)) {
      operation.addExtension("x-events", events(answer));
    }
  }

  /** An event is named after the case of its message, where there are cases. */
  private List<String> events(String answer) {
    List<String> cases =
        Optional.ofNullable(messages.get(answer)).stream()
            .flatMap(message -> message.getFieldList().stream())
            .filter(FieldDescriptorProto::hasOneofIndex)
            .map(FieldDescriptorProto::getName)
            .toList();
    return cases.isEmpty() ? List.of(REPORT) : cases;
  }
}
