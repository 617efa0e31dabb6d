package io.setoff.risk.provenance;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;

/** SHA-256 over every component of a record, by name, so that no value can be left out. */
public final class RecordHash {
  /** Asking a class anew costs more than hashing its values. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private RecordHash() {}

  /** The hash of one record, hex. */
  public static String hex(Record value) {
    Fingerprint fingerprint = Fingerprint.of(value.getClass().getSimpleName());
    add(fingerprint, value);
    return fingerprint.hex();
  }

  /**
   * Adds a value and all that is in it.
   *
   * @throws IllegalStateException for a class of which nobody has said what its bytes are
   */
  public static void add(Fingerprint fingerprint, Object value) {
    switch (value) {
      case String text -> fingerprint.add(text);
      case Double number -> fingerprint.add(number.doubleValue());
      case Integer number -> fingerprint.add(number.longValue());
      case Boolean flag -> fingerprint.add(flag ? 1L : 0L);
      case Enum<?> constant -> fingerprint.add(constant.name());
      case Instant moment -> fingerprint.add(moment.toString());
      case Duration duration -> fingerprint.add(duration.toString());
      case Optional<?> optional -> each(fingerprint, optional.stream().toList());
      case OptionalDouble optional -> each(fingerprint, optional.stream().boxed().toList());
      case List<?> list -> each(fingerprint, list);
      case SortedSet<?> set -> each(fingerprint, set);
      case SortedMap<?, ?> map -> {
        fingerprint.add(map.size());
        map.forEach(
            (key, entry) -> {
              add(fingerprint, key);
              add(fingerprint, entry);
            });
      }
      case Record record -> components(fingerprint, record);
      default -> throw new IllegalStateException("no fingerprint of " + value.getClass());
    }
  }

  private static void each(Fingerprint fingerprint, Collection<?> values) {
    fingerprint.add(values.size());
    values.forEach(value -> add(fingerprint, value));
  }

  private static void components(Fingerprint fingerprint, Record record) {
    fingerprint.add(record.getClass().getSimpleName());
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      try {
        fingerprint.add(component.getName());
        add(fingerprint, component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }
}
