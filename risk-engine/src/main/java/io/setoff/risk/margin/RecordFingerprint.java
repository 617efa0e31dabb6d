package io.setoff.risk.margin;

import io.setoff.risk.Fingerprint;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.SortedMap;

/**
 * A fingerprint of every component of a record, by name, in the order of declaration; so that no
 * value can be left out.
 */
final class RecordFingerprint {
  private RecordFingerprint() {}

  static String hex(Record values) {
    Fingerprint fingerprint = Fingerprint.of("record");
    add(fingerprint, values);
    return fingerprint.hex();
  }

  static void add(Fingerprint fingerprint, Object value) {
    switch (value) {
      case String text -> fingerprint.add(text);
      case Double number -> fingerprint.add(number);
      case Integer number -> fingerprint.add(number);
      case Boolean flag -> fingerprint.add(flag ? 1 : 0);
      case Enum<?> constant -> fingerprint.add(constant.name());
      case List<?> list -> {
        fingerprint.add(list.size());
        list.forEach(element -> add(fingerprint, element));
      }
      case SortedMap<?, ?> map -> {
        fingerprint.add(map.size());
        map.forEach(
            (key, element) -> {
              add(fingerprint, key);
              add(fingerprint, element);
            });
      }
      case Record record -> components(fingerprint, record);
      default -> throw new IllegalStateException("no fingerprint of " + value.getClass());
    }
  }

  private static void components(Fingerprint fingerprint, Record record) {
    fingerprint.add(record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        fingerprint.add(component.getName());
        add(fingerprint, component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }
}
