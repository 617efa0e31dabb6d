package io.setoff.gateway.watch;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.ListMove;
import io.setoff.v1.MarginDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a client does with a delta, by the words of the proto. */
public final class AppliedMargin {
  private AppliedMargin() {}

  /** The answer after {@code delta}. */
  public static GetMarginResponse apply(GetMarginResponse answer, MarginDelta delta) {
    Message moved = answer;
    for (ListMove move : delta.getMovesList()) {
      List<String> path = List.of(move.getList().substring(1).split("/", -1));
      moved = moved(moved, path, move.getFromList());
    }
    return (GetMarginResponse) merged(moved, delta.getChanged());
  }

  private static Message moved(Message message, List<String> path, List<Integer> from) {
    FieldDescriptor field =
        Objects.requireNonNull(message.getDescriptorForType().findFieldByName(path.getFirst()));
    List<String> rest = path.subList(1, path.size());
    if (!field.isRepeated()) {
      Message within = moved((Message) message.getField(field), rest, from);
      return message.toBuilder().setField(field, within).build();
    }
    List<Object> lines = new ArrayList<>((List<?>) message.getField(field));
    if (rest.isEmpty()) {
      List<Object> now = new ArrayList<>();
      Message.Builder empty = message.newBuilderForType().newBuilderForField(field);
      from.forEach(place -> now.add(place < 0 ? empty.build() : lines.get(place)));
      return message.toBuilder().setField(field, now).build();
    }
    int place = Integer.parseInt(rest.getFirst());
    lines.set(place, moved((Message) lines.get(place), rest.subList(1, rest.size()), from));
    return message.toBuilder().setField(field, lines).build();
  }

  private static Message merged(Message old, Message changed) {
    Message.Builder merged = old.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> there : changed.getAllFields().entrySet()) {
      FieldDescriptor field = there.getKey();
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (field.isMapField()) {
        ((List<?>) there.getValue()).forEach(entry -> merged.addRepeatedField(field, entry));
      } else if (field.isRepeated() && isMessage) {
        List<?> lines = (List<?>) there.getValue();
        int known = old.getRepeatedFieldCount(field);
        for (int i = 0; i < lines.size(); i++) {
          Message line = (Message) lines.get(i);
          if (i < known) {
            merged.setRepeatedField(
                field, i, merged((Message) old.getRepeatedField(field, i), line));
          } else {
            merged.addRepeatedField(field, line);
          }
        }
      } else if (isMessage && !field.isRepeated()) {
        Message within = (Message) old.getField(field);
        merged.setField(field, merged(within, (Message) there.getValue()));
      } else {
        merged.setField(field, there.getValue());
      }
    }
    return merged.build();
  }
}
