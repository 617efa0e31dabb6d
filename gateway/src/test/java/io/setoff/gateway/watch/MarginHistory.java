package io.setoff.gateway.watch;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.GetMarginResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Answers about one margin as they follow each other: any at all, each a little other. */
public final class MarginHistory {
  private static final List<String> TEXTS = List.of("", "0", "1.5", "-2", "a", "b", "c");
  private static final int LONGEST = 5;

  private final Random random;

  public MarginHistory(long seed) {
    this.random = new Random(seed);
  }

  public List<GetMarginResponse> answers(int count) {
    List<GetMarginResponse> answers = new ArrayList<>();
    Message answer = other(GetMarginResponse.getDefaultInstance(), 1);
    for (int i = 0; i < count; i++) {
      answers.add((GetMarginResponse) answer);
      answer = other(answer, random.nextInt(8) == 0 ? 0.5 : 0.05);
    }
    return answers;
  }

  /** The same with each field another one by this chance. */
  private Message other(Message message, double chance) {
    Message.Builder other = message.toBuilder();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (field.isMapField()) {
        blocks((CalculationStamp.Builder) other, chance);
      } else if (field.isRepeated()) {
        other.setField(field, lines(other, field, chance));
      } else if (random.nextDouble() < chance / 8) {
        other.clearField(field);
      } else if (isMessage) {
        if (message.hasField(field) || random.nextDouble() < chance) {
          other.setField(field, other((Message) message.getField(field), chance));
        }
      } else if (random.nextDouble() < chance) {
        other.setField(field, value(field));
      }
    }
    return other.build();
  }

  private void blocks(CalculationStamp.Builder stamp, double chance) {
    for (String chain : List.of("eip155:1", "eip155:10", "a/b~c")) {
      if (random.nextDouble() < chance) {
        stamp.putBlocks(chain, value());
      }
      if (random.nextDouble() < chance / 4) {
        stamp.removeBlocks(chain);
      }
    }
  }

  private List<Object> lines(Message.Builder of, FieldDescriptor field, double chance) {
    boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    List<Object> lines = new ArrayList<>();
    for (Object line : (List<?>) of.getField(field)) {
      if (random.nextDouble() >= chance / 4) {
        lines.add(isMessage ? other((Message) line, chance) : line);
      }
    }
    while (lines.size() < LONGEST && random.nextDouble() < chance / 2) {
      Object line =
          isMessage ? other(of.newBuilderForField(field).buildPartial(), 1) : value(field);
      lines.add(random.nextInt(lines.size() + 1), line);
    }
    if (random.nextDouble() < chance / 4) {
      Collections.shuffle(lines, random);
    }
    return lines;
  }

  private String value() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private Object value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> value();
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt(3);
      case LONG -> (long) random.nextInt(3);
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      default -> throw new IllegalArgumentException("no margin has a " + field);
    };
  }
}
