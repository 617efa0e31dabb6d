package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may ask the API server for what, when adapters take turns by Leases. */
class LeasesTest {
  private static final String ADAPTER = Chart.RELEASE + "-setoff-adapter";

  private static Manifests withLeases() {
    Map<String, Object> values =
        Mixes.values(Set.of("adapter", "gateway"), "kubernetes.leases", true);
    values.put("networkPolicy.egress.apiServer[0].to[0].ipBlock.cidr", "10.0.0.1/32");
    values.put("networkPolicy.egress.apiServer[0].ports[0].port", 6443);
    return Chart.render(values);
  }

  @Test
  void adaptersAloneHaveATokenAndMayUseLeasesAlone() {
    Manifests manifests = withLeases();
    manifests
        .templates()
        .forEach(
            (role, template) ->
                assertThat(template.getSpec().getAutomountServiceAccountToken())
                    .as(role)
                    .isEqualTo(template.getSpec().getServiceAccountName().equals(ADAPTER)));
    assertThat(manifests.template("adapter").getSpec().getServiceAccountName()).isEqualTo(ADAPTER);
    assertThat(manifests.of(ServiceAccount.class))
        .allMatch(account -> !account.getAutomountServiceAccountToken());
    Role role = manifests.of(Role.class).getFirst();
    assertThat(role.getRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getApiGroups()).containsExactly("coordination.k8s.io");
              assertThat(rule.getResources()).containsExactly("leases");
            });
    assertThat(role.getRules().stream().flatMap(rule -> rule.getVerbs().stream()))
        .containsExactlyInAnyOrder("get", "update", "create");
    assertThat(role.getRules())
        .filteredOn(rule -> !rule.getVerbs().equals(List.of("create")))
        .flatExtracting(PolicyRule::getResourceNames)
        .contains(Chart.RELEASE + "-setoff-eip155-1")
        .doesNotContainNull();
    RoleBinding binding = manifests.of(RoleBinding.class).getFirst();
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> assertThat(subject.getName()).isEqualTo(ADAPTER));
  }

  @Test
  void theAdapterIsToldItsNamesAndMayReachTheApiServer() {
    Manifests manifests = withLeases();
    for (ConfigMap map : manifests.of(ConfigMap.class)) {
      if (map.getData().containsKey("setoff.yaml")) {
        assertThat(map.getData().getOrDefault("setoff.yaml", "").contains("leases: desk-setoff"))
            .as(map.getMetadata().getName())
            .isEqualTo(map.getMetadata().getName().equals(ADAPTER));
      }
    }
    assertThat(manifests.of(NetworkPolicy.class))
        .filteredOn(policy -> policy.getMetadata().getName().equals(ADAPTER))
        .flatExtracting(policy -> policy.getSpec().getEgress())
        .anySatisfy(
            rule -> assertThat(rule.getPorts().getFirst().getPort().getIntVal()).isEqualTo(6443));
  }

  @Test
  void withoutThemNobodyAsksTheApiServer() {
    Manifests manifests = Chart.render(Mixes.values(Set.of("adapter", "gateway")));
    assertThat(manifests.of(Role.class)).isEmpty();
    assertThat(manifests.of(RoleBinding.class)).isEmpty();
    assertThat(manifests.of(ServiceAccount.class)).hasSize(1);
  }
}
