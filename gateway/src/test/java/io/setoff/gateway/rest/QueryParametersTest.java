package io.setoff.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.portfolio.RequestException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

  private static List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    for (Class<?> resource :
        List.of(
            PortfolioResource.class,
            RiskResource.class,
            DirectoryResource.class,
            ReportResource.class,
            ClearingResource.class)) {
      Arrays.stream(resource.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Path.class))
          .forEach(methods::add);
    }
    return methods;
  }

  private static Method method(String path) {
    return methods().stream()
        .filter(method -> method.getAnnotation(Path.class).value().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMethodRefusesWhatItDoesNotHave() {
    assertThat(methods()).hasSizeGreaterThan(15);
    for (Method method : methods()) {
      assertThatThrownBy(() -> QueryParameters.check(method, Map.of("finalty", List.of("SAFE"))))
          .as("%s", method)
          .isInstanceOf(RequestException.class)
          .hasMessageStartingWith("finalty: is no parameter here");
    }
  }

  @Test
  void whatThereIsIsNamed() {
    assertThatThrownBy(
            () -> QueryParameters.check(method("/exposures/{account}"), Map.of("x", List.of(""))))
        .hasMessage("x: is no parameter here; there are cut, finality, policy, venues");
  }

  @Test
  void twoValuesOfOneChoiceAreRefusedAndListsAreNot() {
    Method exposure = method("/exposures/{account}");
    List<String> two = List.of("a", "b");
    assertThatThrownBy(() -> QueryParameters.check(exposure, Map.of("policy", two)))
        .hasMessage("policy: is there 2 times");
    QueryParameters.check(exposure, Map.of("venues", two, "cut", two));
  }

  /** What is asked by gRPC is asked by REST, too. */
  @Test
  void everyAnswerOfAnAccountCanBeOfNamedBlocks() {
    for (Method method : methods()) {
      String path = method.getAnnotation(Path.class).value();
      if (path.endsWith("/{account}") && !path.startsWith("/proofs")) {
        assertThat(
                Arrays.stream(method.getParameters())
                    .map(parameter -> parameter.getAnnotation(QueryParam.class))
                    .filter(query -> query != null)
                    .map(QueryParam::value))
            .as(path)
            .contains("cut", "finality");
      }
    }
  }
}
