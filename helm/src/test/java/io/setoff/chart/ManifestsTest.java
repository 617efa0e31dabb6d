package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mix of roles gives manifests that the Kubernetes API takes, and that are safe. */
class ManifestsTest {
  private static final long USER = 10_001;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void everyMixPassesTheStrictLint(Set<String> mix) throws IOException {
    JsonNode values = Manifests.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());
    Manifests.YAML.readerForUpdating(values).readValue(Chart.EVERYTHING.toFile());
    ObjectNode roles = (ObjectNode) values.path("roles");
    roles.fieldNames().forEachRemaining(role -> enable(roles, role, mix.contains(role)));
    LintResult lint = Chart.lint(folder, values);
    assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
  }

  private static void enable(ObjectNode roles, String role, boolean enabled) {
    ((ObjectNode) roles.path(role)).put("enabled", enabled);
  }

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void everyRoleOfAMixRunsOnce(Set<String> mix) {
    Manifests manifests = Chart.render(Mixes.values(mix));
    assertThat(manifests.templates().keySet())
        .containsExactlyInAnyOrderElementsOf(
            mix.stream().map(role -> Chart.RELEASE + "-setoff-" + role).toList());
    assertThat(manifests.all())
        .extracting(HasMetadata::getMetadata)
        .allSatisfy(meta -> assertThat(meta.getNamespace()).isEqualTo(Chart.NAMESPACE));
    assertThat(manifests.of(Deployment.class)).hasSize(mix.contains("gateway") ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void everyPodIsRestricted(Set<String> mix) {
    List<PodSpec> pods = Chart.render(Mixes.values(mix)).pods();
    assertThat(pods).hasSize(mix.size() + 1);
    for (PodSpec pod : pods) {
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(USER);
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getHostNetwork()).isNull();
      assertThat(pod.getHostPID()).isNull();
      assertThat(pod.getHostIPC()).isNull();
      assertThat(pod.getInitContainers()).isEmpty();
      pod.getContainers().forEach(ManifestsTest::assertRestricted);
      assertThat(pod.getVolumes()).allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
    }
  }

  private static void assertRestricted(Container container) {
    SecurityContext security = container.getSecurityContext();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getPrivileged()).isNull();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getResources().getLimits().get("memory"))
        .isNotNull()
        .isEqualTo(container.getResources().getRequests().get("memory"));
    assertThat(container.getImage()).contains("@sha256:");
  }

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void whatAPodNamesIsThere(Set<String> mix) {
    Manifests manifests = Chart.render(Mixes.values(mix));
    List<String> maps =
        manifests.of(ConfigMap.class).stream().map(m -> m.getMetadata().getName()).toList();
    String account = manifests.of(ServiceAccount.class).getFirst().getMetadata().getName();
    manifests.pods().forEach(pod -> assertThat(pod.getServiceAccountName()).isEqualTo(account));
    manifests
        .templates()
        .forEach(
            (name, template) -> {
              PodSpec pod = template.getSpec();
              assertThat(pod.getVolumes())
                  .filteredOn(volume -> volume.getConfigMap() != null)
                  .allSatisfy(v -> assertThat(maps).contains(v.getConfigMap().getName()));
              assertThat(pod.getContainers().getFirst().getVolumeMounts())
                  .extracting(VolumeMount::getName)
                  .doesNotHaveDuplicates()
                  .containsAll(pod.getVolumes().stream().map(Volume::getName).toList());
              assertThat(manifests.of(Service.class))
                  .filteredOn(s -> s.getMetadata().getName().equals(name))
                  .singleElement()
                  .satisfies(service -> assertSelects(service.getSpec().getSelector(), template));
              assertThat(manifests.of(PodDisruptionBudget.class))
                  .filteredOn(b -> b.getMetadata().getName().equals(name))
                  .singleElement()
                  .satisfies(
                      budget ->
                          assertSelects(budget.getSpec().getSelector().getMatchLabels(), template));
            });
    for (StatefulSet set : manifests.of(StatefulSet.class)) {
      assertThat(set.getSpec().getServiceName()).isEqualTo(set.getMetadata().getName());
      assertSelects(set.getSpec().getSelector().getMatchLabels(), set.getSpec().getTemplate());
    }
  }

  private static void assertSelects(Map<String, String> selector, PodTemplateSpec template) {
    assertThat(selector).isNotEmpty();
    assertThat(template.getMetadata().getLabels()).containsAllEntriesOf(selector);
  }

  /** A name of a port in a probe must be one of the container's. */
  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void probesAskThisProcessAlone(Set<String> mix) {
    for (PodTemplateSpec template : Chart.render(Mixes.values(mix)).templates().values()) {
      Container container = template.getSpec().getContainers().getFirst();
      assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
      assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
      assertThat(
              container.getStartupProbe().getPeriodSeconds()
                  * container.getStartupProbe().getFailureThreshold())
          .isEqualTo(600);
      assertThat(container.getPorts()).extracting(p -> p.getName()).contains("http", "grpc");
    }
  }

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void theNetworkIsDeniedButForWhatIsListed(Set<String> mix) {
    Manifests manifests = Chart.render(Mixes.values(mix));
    List<NetworkPolicy> policies = manifests.of(NetworkPolicy.class);
    assertThat(policies)
        .hasSize(mix.size() + 2)
        .allSatisfy(
            p -> {
              assertThat(p.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
              assertThat(p.getSpec().getEgress())
                  .allSatisfy(
                      rule -> {
                        assertThat(rule.getTo()).isNotEmpty();
                        assertThat(rule.getPorts()).isNotEmpty();
                      });
              assertThat(p.getSpec().getIngress())
                  .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty());
            });
    NetworkPolicy deny =
        policies.stream()
            .filter(p -> p.getMetadata().getName().endsWith("-deny"))
            .findFirst()
            .orElseThrow();
    assertThat(deny.getSpec().getEgress()).isEmpty();
    assertThat(deny.getSpec().getIngress()).isEmpty();
    manifests
        .templates()
        .values()
        .forEach(t -> assertSelects(deny.getSpec().getPodSelector().getMatchLabels(), t));
    assertSelects(
        deny.getSpec().getPodSelector().getMatchLabels(),
        new PodTemplateSpec(manifests.of(Pod.class).getFirst().getMetadata(), new PodSpec()));
  }

  @Test
  void aSignerReachesNoRedis() {
    NetworkPolicy policy =
        Chart.render(Mixes.values(Set.of("signer"))).of(NetworkPolicy.class).stream()
            .filter(p -> p.getMetadata().getName().endsWith("-signer"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.getSpec().getEgress().toString()).doesNotContain("6379").contains("443");
  }

  @Test
  void gatewaysScaleByLoad() {
    Manifests manifests =
        Chart.render(
            Mixes.values(Set.of("adapter", "gateway"), "roles.gateway.autoscaling.enabled", true));
    assertThat(manifests.of(Deployment.class).getFirst().getSpec().getReplicas()).isNull();
    assertThat(manifests.of(HorizontalPodAutoscaler.class))
        .singleElement()
        .satisfies(
            scaler ->
                assertThat(scaler.getSpec().getScaleTargetRef().getName())
                    .isEqualTo(manifests.of(Deployment.class).getFirst().getMetadata().getName()));
  }

  @Test
  void aChangedConfigurationRestartsThePods() {
    Set<String> mix = Set.of("adapter", "gateway");
    Manifests before = Chart.render(Mixes.values(mix));
    Manifests after = Chart.render(Mixes.values(mix, "config.max_price_deviation", 0.03));
    for (String role : mix) {
      assertThat(configuration(after, role)).isNotEqualTo(configuration(before, role));
    }
  }

  private static String configuration(Manifests manifests, String role) {
    return manifests
        .template(role)
        .getMetadata()
        .getAnnotations()
        .getOrDefault("checksum/config", "");
  }

  /** The check itself: the model alone would keep what it does not know. */
  @Test
  void aFieldThatTheApiHasNotIsFound() throws IOException {
    JsonNode service =
        Manifests.YAML.readTree(
            """
            apiVersion: v1
            kind: Service
            metadata: { name: one }
            spec: { selector: { app: one }, ports: [{ port: 80, targetPrt: 8080 }] }
            """);
    assertThatThrownBy(() -> Manifests.strictly(service)).hasStackTraceContaining("targetPrt");
  }
}
