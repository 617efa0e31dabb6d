package io.setoff.gateway.watch;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.ListMove;
import io.setoff.v1.MarginDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The difference of two answers about one margin; {@link MarginDelta} says how it is applied. */
public final class MarginDeltas {
  private static final int NEW = -1;

  private final List<ListMove> moves = new ArrayList<>();

  private MarginDeltas() {}

  /** Something became nothing, which a sparse message cannot say. */
  private static final class Untold extends Exception {
    private static final long serialVersionUID = 1;

    Untold() {
      super("", null, false, false);
    }
  }

  /**
   * The delta from one answer to another.
   *
   * @param fromVersion of the message that {@code from} came with
   * @return empty when it cannot be told so, or the whole answer is no longer
   */
  public static Optional<MarginDelta> between(
      GetMarginResponse from, long fromVersion, GetMarginResponse to) {
    assert SharedThreads.mayBeKeptBusy();
    MarginDeltas deltas = new MarginDeltas();
    GetMarginResponse.Builder changed = GetMarginResponse.newBuilder();
    try {
      deltas.add(from, to, "", changed);
    } catch (Untold e) {
      return Optional.empty();
    }
    MarginDelta delta =
        MarginDelta.newBuilder()
            .setFromVersion(fromVersion)
            .addAllMoves(deltas.moves)
            .setChanged(changed)
            .build();
    return delta.getSerializedSize() < to.getSerializedSize()
        ? Optional.of(delta)
        : Optional.empty();
  }

  private void add(Message from, Message to, String path, Message.Builder changed) throws Untold {
    for (FieldDescriptor field : to.getDescriptorForType().getFields()) {
      if (from.getField(field).equals(to.getField(field)) && isThereInBoth(from, field, to)) {
        continue;
      }
      if (field.isMapField()) {
        addEntries(from, to, field, changed);
      } else if (field.isRepeated() && isMessage(field)) {
        addElements(from, to, field, path + "/" + field.getName(), changed);
      } else if (!field.isRepeated() && isMessage(field)) {
        addWithin(from, to, field, path + "/" + field.getName(), changed);
      } else {
        changed.setField(field, something(to, field));
      }
    }
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  /** Or in neither. */
  private static boolean isThereInBoth(Message from, FieldDescriptor field, Message to) {
    return !field.hasPresence() || from.hasField(field) == to.hasField(field);
  }

  private static Object something(Message to, FieldDescriptor field) throws Untold {
    Object value = to.getField(field);
    if (value.equals(field.isRepeated() ? List.of() : field.getDefaultValue())) {
      throw new Untold();
    }
    return value;
  }

  private void addWithin(
      Message from, Message to, FieldDescriptor field, String path, Message.Builder changed)
      throws Untold {
    if (!from.hasField(field) || !to.hasField(field)) {
      throw new Untold();
    }
    Message now = (Message) to.getField(field);
    Message.Builder within = changed.newBuilderForField(field);
    add((Message) from.getField(field), now, path, within);
    Message built = isText(now) ? now : within.buildPartial();
    if (!isEmpty(built)) {
      changed.setField(field, built);
    }
  }

  /** Whether it is one text in JSON: a time has its seconds there though only its nanos changed. */
  private static boolean isText(Message message) {
    return message.getDescriptorForType().getFile().getPackage().equals("google.protobuf");
  }

  private static boolean isEmpty(Message message) {
    return message.getAllFields().isEmpty();
  }

  private static void addEntries(
      Message from, Message to, FieldDescriptor field, Message.Builder changed) throws Untold {
    Map<Object, Object> before = entries(from, field);
    for (Map.Entry<Object, Object> entry : entries(to, field).entrySet()) {
      Object value = entry.getValue();
      if (value.equals("")) {
        throw new Untold();
      }
      if (!value.equals(before.remove(entry.getKey()))) {
        changed.addRepeatedField(field, mapEntry(to, field, entry.getKey()));
      }
    }
    if (!before.isEmpty()) {
      throw new Untold();
    }
  }

  private static Map<Object, Object> entries(Message message, FieldDescriptor field) {
    Map<Object, Object> entries = new HashMap<>();
    for (Object entry : (List<?>) message.getField(field)) {
      entries.put(((MapEntry<?, ?>) entry).getKey(), ((MapEntry<?, ?>) entry).getValue());
    }
    return entries;
  }

  private static Object mapEntry(Message message, FieldDescriptor field, Object key) {
    return ((List<?>) message.getField(field))
        .stream()
            .filter(entry -> ((MapEntry<?, ?>) entry).getKey().equals(key))
            .findFirst()
            .orElseThrow();
  }

  private void addElements(
      Message from, Message to, FieldDescriptor field, String path, Message.Builder changed) {
    List<Message> before = messages(from, field);
    List<Message> now = messages(to, field);
    List<Integer> places = LineKeys.places(before, now);
    List<ListMove> within = new ArrayList<>();
    List<Message> lines = new ArrayList<>();
    int told = 0;
    for (int i = 0; i < now.size(); i++) {
      Message line = line(before, places, i, now.get(i), path + "/" + i, within);
      lines.add(line);
      told = places.get(i) == NEW || !isEmpty(line) ? lines.size() : told;
    }
    if (!isSame(places, before.size())) {
      moves.add(ListMove.newBuilder().setList(path).addAllFrom(places).build());
    }
    moves.addAll(within);
    lines.subList(0, told).forEach(line -> changed.addRepeatedField(field, line));
  }

  /** What is other in a line; all of it, as of a new one, when that cannot be told. */
  private static Message line(
      List<Message> before,
      List<Integer> places,
      int place,
      Message now,
      String path,
      List<ListMove> moves) {
    if (places.get(place) == NEW) {
      return now;
    }
    MarginDeltas line = new MarginDeltas();
    Message.Builder changed = now.newBuilderForType();
    try {
      line.add(before.get(places.get(place)), now, path, changed);
    } catch (Untold e) {
      places.set(place, NEW);
      return now;
    }
    moves.addAll(line.moves);
    return changed.buildPartial();
  }

  private static boolean isSame(List<Integer> places, int size) {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) != i) {
        return false;
      }
    }
    return places.size() == size;
  }

  private static List<Message> messages(Message message, FieldDescriptor field) {
    return ((List<?>) message.getField(field)).stream().map(Message.class::cast).toList();
  }
}
