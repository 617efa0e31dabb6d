package io.setoff.chart;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the chart renders, in the types of the Kubernetes API. A field that a type has not is a
 * failure: the server would drop it, or refuse it.
 */
record Manifests(List<HasMetadata> all) {
  static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL).build());

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(new WithoutAnySetters())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Stream.of(
              ConfigMap.class,
              Deployment.class,
              HorizontalPodAutoscaler.class,
              NetworkPolicy.class,
              Pod.class,
              PodDisruptionBudget.class,
              PrometheusRule.class,
              Role.class,
              RoleBinding.class,
              Service.class,
              ServiceAccount.class,
              ServiceMonitor.class,
              StatefulSet.class)
          .collect(toUnmodifiableMap(HasMetadata::getKind, type -> type));

  Manifests {
    all = List.copyOf(all);
  }

  /** The model keeps fields that it does not know, so that clients may be older than servers. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  static Manifests parse(String rendered) {
    List<HasMetadata> all = new ArrayList<>();
    for (JsonNode node : documents(rendered)) {
      all.add(strictly(node));
    }
    return new Manifests(all);
  }

  static List<JsonNode> documents(String rendered) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(rendered)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(rendered, e);
    }
  }

  static HasMetadata strictly(JsonNode node) {
    String kind = node.path("kind").asText();
    Class<? extends HasMetadata> type =
        Optional.ofNullable(TYPES.get(kind))
            .orElseThrow(() -> new AssertionError("the chart renders a " + kind));
    try {
      HasMetadata manifest = STRICT.treeToValue(node, type);
      if (!HasMetadata.getApiVersion(type).equals(node.path("apiVersion").asText())) {
        throw new AssertionError(kind + " of version " + node.path("apiVersion").asText());
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new AssertionError("no valid " + kind + ":\n" + node.toPrettyString(), e);
    }
  }

  <T extends HasMetadata> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Templates of the pods that roles run in, by the name of what makes them. */
  Map<String, PodTemplateSpec> templates() {
    Map<String, PodTemplateSpec> templates = new TreeMap<>();
    of(Deployment.class)
        .forEach(d -> templates.put(d.getMetadata().getName(), d.getSpec().getTemplate()));
    of(StatefulSet.class)
        .forEach(s -> templates.put(s.getMetadata().getName(), s.getSpec().getTemplate()));
    return templates;
  }

  /** The template of a role's pods. */
  PodTemplateSpec template(String role) {
    return Optional.ofNullable(templates().get(Chart.RELEASE + "-setoff-" + role)).orElseThrow();
  }

  /** Every pod, that of the test too. */
  List<PodSpec> pods() {
    return Stream.concat(
            templates().values().stream().map(PodTemplateSpec::getSpec),
            of(Pod.class).stream().map(Pod::getSpec))
        .toList();
  }
}
