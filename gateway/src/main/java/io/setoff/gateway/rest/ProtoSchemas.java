package io.setoff.gateway.rest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Adds the messages of the proto to the OpenAPI document, with their comments, so that the two
 * cannot drift apart. The JSON is the proto3 mapping: 64-bit integers are strings.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ProtoSchemas implements OASFilter {
  private static final String DESCRIPTORS = "/setoff/v1/descriptors.bin";
  private static final int MESSAGE_TYPE = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
  private static final int ENUM_TYPE = FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER;
  private static final int FIELD = DescriptorProto.FIELD_FIELD_NUMBER;

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    Components components =
        Optional.ofNullable(openApi.getComponents()).orElseGet(OASFactory::createComponents);
    List<FileDescriptorProto> files =
        descriptors().getFileList().stream()
            .filter(file -> file.getPackage().equals("setoff.v1"))
            .toList();
    files.forEach(file -> addFile(file, components));
    RequiredFields.mark(files, components);
    new ApiOperations(files).describe(openApi, components);
    openApi.setComponents(components);
  }

  /** The last part of a dotted name. */
  static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static FileDescriptorSet descriptors() {
    try (InputStream in = ProtoSchemas.class.getResourceAsStream(DESCRIPTORS)) {
      if (in == null) {
        throw new IllegalStateException(DESCRIPTORS + " is not on the class path");
      }
      return FileDescriptorSet.parseFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addFile(FileDescriptorProto file, Components components) {
    Map<List<Integer>, String> comments = new HashMap<>();
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      comments.put(location.getPathList(), location.getLeadingComments().strip());
    }
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      DescriptorProto message = file.getMessageType(i);
      components.addSchema(message.getName(), message(message, List.of(MESSAGE_TYPE, i), comments));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      EnumDescriptorProto type = file.getEnumType(i);
      components.addSchema(type.getName(), enumeration(type, List.of(ENUM_TYPE, i), comments));
    }
  }

  private static Schema message(
      DescriptorProto message, List<Integer> path, Map<List<Integer>, String> comments) {
    Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
    describe(schema, path, comments);
    for (int i = 0; i < message.getFieldCount(); i++) {
      FieldDescriptorProto field = message.getField(i);
      List<Integer> fieldPath = new ArrayList<>(path);
      fieldPath.addAll(List.of(FIELD, i));
      Schema value = isMap(field, message) ? textToText() : value(field);
      if (field.getLabel() == Label.LABEL_REPEATED && !isMap(field, message)) {
        value = OASFactory.createSchema().addType(SchemaType.ARRAY).items(value);
      }
      describe(value, fieldPath, comments);
      schema.addProperty(field.getName(), isSparse(message, field) ? partOf(value) : value);
    }
    return schema;
  }

  /** Whether a field holds only some of what its message always has. */
  private static boolean isSparse(DescriptorProto message, FieldDescriptorProto field) {
    return message.getName().equals("MarginDelta") && field.getName().equals("changed");
  }

  /** An object with no required field. */
  private static Schema partOf(Schema whole) {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description(
            "Of " + simpleName(whole.getRef().replace('/', '.')) + ": " + whole.getDescription());
  }

  /** A map is a repeated message that the proto compiler has made inside of the message. */
  private static boolean isMap(FieldDescriptorProto field, DescriptorProto message) {
    return message.getNestedTypeList().stream()
        .filter(nested -> nested.getOptions().getMapEntry())
        .anyMatch(nested -> field.getTypeName().endsWith("." + nested.getName()));
  }

  /** All maps of the contract are from text to text. */
  private static Schema textToText() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .additionalPropertiesSchema(OASFactory.createSchema().addType(SchemaType.STRING));
  }

  private static Schema value(FieldDescriptorProto field) {
    Schema schema = OASFactory.createSchema();
    return switch (field.getType()) {
      case TYPE_BOOL -> schema.addType(SchemaType.BOOLEAN);
      case TYPE_INT32, TYPE_SINT32, TYPE_SFIXED32 ->
          schema.addType(SchemaType.INTEGER).format("int32");
      case TYPE_UINT32, TYPE_FIXED32 -> schema.addType(SchemaType.INTEGER).format("uint32");
      case TYPE_INT64, TYPE_SINT64, TYPE_SFIXED64 ->
          schema.addType(SchemaType.STRING).format("int64");
      case TYPE_UINT64, TYPE_FIXED64 -> schema.addType(SchemaType.STRING).format("uint64");
      case TYPE_ENUM, TYPE_MESSAGE -> reference(field.getTypeName());
      case TYPE_BYTES -> schema.addType(SchemaType.STRING).format("byte");
      case TYPE_DOUBLE, TYPE_FLOAT -> schema.addType(SchemaType.NUMBER);
      case TYPE_STRING, TYPE_GROUP -> schema.addType(SchemaType.STRING);
    };
  }

  private static Schema reference(String typeName) {
    Schema schema = OASFactory.createSchema();
    return switch (typeName) {
      case ".google.protobuf.Timestamp" -> schema.addType(SchemaType.STRING).format("date-time");
      case ".google.protobuf.Duration" ->
          schema.addType(SchemaType.STRING).description("seconds, as in \"15s\"");
      default -> schema.ref(simpleName(typeName));
    };
  }

  private static Schema enumeration(
      EnumDescriptorProto type, List<Integer> path, Map<List<Integer>, String> comments) {
    Schema schema = OASFactory.createSchema().addType(SchemaType.STRING);
    type.getValueList().forEach(value -> schema.addEnumeration(value.getName()));
    describe(schema, path, comments);
    return schema;
  }

  private static void describe(
      Schema schema, List<Integer> path, Map<List<Integer>, String> comments) {
    String comment = comments.getOrDefault(path, "");
    if (!comment.isEmpty()) {
      schema.setDescription(comment);
    }
  }
}
