package io.setoff.risk.description;

import io.setoff.risk.input.InvalidRiskInputException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Components of records, by reflection; a component belongs to {@link #components}. */
public final class Records {
  /** Asking a class anew costs more than reading its values. */
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          List<RecordComponent> components = List.of(type.getRecordComponents());
          components.forEach(component -> component.getAccessor().setAccessible(true));
          return components;
        }
      };

  private Records() {}

  /** In the order of declaration. */
  public static List<RecordComponent> components(Class<?> type) {
    return COMPONENTS.get(type);
  }

  public static Object value(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /**
   * A record of its components.
   *
   * @throws InvalidRiskInputException when its constructor refuses them
   */
  static Object make(Class<?> type, Object[] values, String path) {
    Class<?>[] types =
        components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new InvalidRiskInputException(path, "cannot be used: " + refused.getMessage());
      }
      throw new IllegalStateException("cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }
}
