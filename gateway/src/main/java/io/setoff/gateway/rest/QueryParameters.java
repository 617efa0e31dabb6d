package io.setoff.gateway.rest;

import io.setoff.gateway.portfolio.RequestException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a question with a parameter that its method does not have, or twice one that it has once:
 * the answer would be to another question than the one that was meant.
 */
class QueryParameters {

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo resource) {
    check(resource.getResourceMethod(), request.getUriInfo().getQueryParameters());
  }

  /**
   * Throws for a parameter that may not be there.
   *
   * @param given values by name
   */
  static void check(Method method, Map<String, List<String>> given) {
    SortedMap<String, Boolean> known = known(method);
    given.forEach(
        (name, values) -> {
          Boolean repeated = known.get(name);
          if (repeated == null) {
            throw RequestException.invalid(
                name,
                known.isEmpty()
                    ? "is no parameter here, there are none"
                    : "is no parameter here; there are " + String.join(", ", known.keySet()));
          }
          if (!repeated && values.size() > 1) {
            throw RequestException.invalid(name, "is there " + values.size() + " times");
          }
        });
  }

  /** The parameters of a method, and whether each may be there more than once. */
  private static SortedMap<String, Boolean> known(Method method) {
    SortedMap<String, Boolean> known = new TreeMap<>();
    for (Parameter parameter : method.getParameters()) {
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        known.put(query.value(), Collection.class.isAssignableFrom(parameter.getType()));
      }
    }
    return known;
  }
}
