package io.setoff.gateway.it;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class of a run the same fixture, which ends with the run. */
abstract class OncePerRun<T extends AutoCloseable> implements ParameterResolver {
  private final Class<T> type;
  private final Supplier<T> start;

  OncePerRun(Class<T> type, Supplier<T> start) {
    this.type = type;
    this.start = start;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(type))
        .computeIfAbsent(type, key -> start.get(), type);
  }
}
