package io.setoff.gateway.rest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Components;

/**
 * Which fields are always there. Answers have every field that cannot be absent, with its default
 * too. Requests, and what they are made of, need have none but the account that they are about.
 */
final class RequiredFields {
  private static final String ACCOUNT = "account";
  private static final String REQUEST = "Request";

  private final Map<String, DescriptorProto> messages = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  private RequiredFields(List<FileDescriptorProto> files) {
    files.forEach(
        file ->
            file.getMessageTypeList().forEach(message -> messages.put(message.getName(), message)));
    messages.keySet().stream().filter(name -> name.endsWith(REQUEST)).forEach(this::collect);
  }

  static void mark(List<FileDescriptorProto> files, Components components) {
    new RequiredFields(files).mark(components);
  }

  /** All that a request is made of. */
  private void collect(String name) {
    Optional<DescriptorProto> message = Optional.ofNullable(messages.get(name));
    if (message.isPresent() && asked.add(name)) {
      message.get().getFieldList().stream()
          .filter(field -> field.getType() == FieldDescriptorProto.Type.TYPE_MESSAGE)
          .forEach(field -> collect(ProtoSchemas.simpleName(field.getTypeName())));
    }
  }

  private void mark(Components components) {
    messages.forEach(
        (name, message) -> {
          List<String> required =
              message.getFieldList().stream()
                  .filter(field -> isRequired(name, field))
                  .map(FieldDescriptorProto::getName)
                  .toList();
          if (!required.isEmpty()) {
            Optional.ofNullable(components.getSchemas().get(name))
                .ifPresent(schema -> schema.setRequired(required));
          }
        });
  }

  private boolean isRequired(String message, FieldDescriptorProto field) {
    if (asked.contains(message)) {
      return message.endsWith(REQUEST) && field.getName().equals(ACCOUNT);
    }
    return field.getLabel() == Label.LABEL_REPEATED
        || (field.getType() != FieldDescriptorProto.Type.TYPE_MESSAGE && !field.hasOneofIndex());
  }
}
