package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What could not work, or not safely, is refused with what to do. */
class RefusalsTest {
  @Test
  void theDefaultsSayWhatToFillIn() {
    assertThat(Chart.refusalOfDefaults(Map.of())).contains("config.chains is empty");
  }

  @Test
  void rolesThatContradictEachOtherAreRefused() {
    assertThat(Chart.refusal(Mixes.values(Set.of("all", "gateway"))))
        .contains("roles.all is every role in one process");
    assertThat(Chart.refusal(Mixes.values(Set.of()))).contains("enable at least one");
    assertThat(Chart.refusal(Mixes.values(Set.of("oracle", "signer"))))
        .contains("a release of its own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway | redis.hosts                    | roles.gateway needs redis.hosts
          adapter | redis.hosts                    | roles.adapter needs redis.hosts
          oracle  | oracle.gateways                | needs oracle.gateways
          all     | networkPolicy.egress.rpc       | networkPolicy.egress.rpc is empty
          gateway | networkPolicy.egress.redis     | networkPolicy.egress.redis is empty
          """)
  void whatIsMissingIsNamed(String role, String key, String refusal) {
    assertThat(Chart.refusal(Mixes.values(Set.of(role), key, "null"))).contains(refusal);
  }

  @Test
  void aCollectorThatCouldNotBeReachedIsRefused() {
    assertThat(
            Chart.refusal(
                Mixes.values(Set.of("all"), "config.telemetry.otlp", "http://collector:4317")))
        .contains("networkPolicy.egress.telemetry is empty");
  }

  @Test
  void leasesNeedAnAdapterAndAWayToTheApiServer() {
    assertThat(Chart.refusal(Mixes.values(Set.of("all"), "kubernetes.leases", true)))
        .contains("kubernetes.leases needs roles.adapter");
    assertThat(Chart.refusal(Mixes.values(Set.of("adapter"), "kubernetes.leases", true)))
        .contains("networkPolicy.egress.apiServer is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image.tag                                | latest
          image.digest                             | sha256:12
          replicas                                 | 3
          roles.gateway.replicas                   | 0
          roles.oracle.replicas                    | 2
          roles.signer.replicas                    | 2
          roles.gateway.persistence.size           | 1Gi
          config.store.path                        | /data
          config.roles[0]                          | gateway
          config.chains[0].id                      | ethereum
          redis.lease                              | 10
          config.telemetry.otlp                    | http://collector:4317/v1/traces
          log.level                                | LOUD
          heapPercentage                           | 95
          startupSeconds                           | 5
          networkPolicy.egress.rpc[0].ports        | none
          monitoring.rules.enabled                 | maybe
          """)
  void theSchemaRefuses(String key, String value) {
    assertThat(Chart.refusal(Map.of(key, value)))
        .contains("values don't meet the specifications of the schema");
  }

  @Property(tries = 40)
  void whateverIsSwitchedTheManifestsAreValid(
      @ForAll @IntRange(max = 127) int switches, @ForAll @IntRange(max = 11) int mix) {
    Map<String, Object> values = Mixes.values(Mixes.all().toList().get(mix));
    values.put("networkPolicy.enabled", (switches & 1) != 0);
    values.put("podDisruptionBudget.enabled", (switches & 2) != 0);
    values.put("monitoring.serviceMonitor.enabled", (switches & 4) != 0);
    values.put("monitoring.rules.enabled", (switches & 8) != 0);
    values.put("monitoring.dashboard.enabled", (switches & 16) != 0);
    values.put("roles.gateway.autoscaling.enabled", (switches & 32) != 0);
    values.put("log.json", (switches & 64) != 0);
    assertThat(Chart.render(values).all()).isNotEmpty();
  }
}
