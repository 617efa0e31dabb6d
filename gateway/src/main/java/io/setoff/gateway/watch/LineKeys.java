package io.setoff.gateway.watch;

import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which line of a list is which line of the list before: by what names it, not by its place. */
final class LineKeys {
  private static final int NEW = -1;

  /** Fields that name a line, of any message that has one of them. */
  private static final Set<String> NAMES =
      Set.of(
          "account",
          "alone",
          "chain",
          "holding_id",
          "id",
          "kind",
          "margin_account",
          "part",
          "price_move",
          "subject",
          "underlying_id",
          "venue");

  private LineKeys() {}

  /**
   * The place of each line in the list before; -1 for a new one. Lines of one name are taken in
   * their order.
   */
  static List<Integer> places(List<Message> before, List<Message> now) {
    Map<List<Object>, Deque<Integer>> known = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      known.computeIfAbsent(key(before.get(i)), key -> new ArrayDeque<>()).addLast(i);
    }
    List<Integer> places = new ArrayList<>();
    for (Message line : now) {
      Deque<Integer> same = known.getOrDefault(key(line), new ArrayDeque<>());
      places.add(Objects.requireNonNullElse(same.pollFirst(), NEW));
    }
    return places;
  }

  private static List<Object> key(Message line) {
    return line.getDescriptorForType().getFields().stream()
        .filter(field -> NAMES.contains(field.getName()) && !field.isRepeated())
        .map(line::getField)
        .toList();
  }
}
