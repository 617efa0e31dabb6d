package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret is ever a value, and a release that lacks one is not rendered. */
class SecretsTest {
  @Test
  void theDefaultsNameNoSecret() throws IOException {
    JsonNode values = Manifests.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());
    assertThat(values.findValues("existingSecret"))
        .hasSize(4)
        .allSatisfy(name -> assertThat(name.asText("")).isEmpty());
    for (String key : List.of("password", "token", "secret", "key", "privateKey", "apiKey")) {
      assertThat(values.findValue(key)).as(key).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis.existingSecret   | adapter | redis.existingSecret is missing
          rpc.existingSecret     | gateway | rpc.existingSecret is missing: chain eip155:1 takes a URL from its key mainnet-first
          oracle.existingSecret  | oracle  | oracle.existingSecret is missing
          oracle.existingSecret  | all     | oracle.existingSecret is missing
          signer.existingSecret  | signer  | signer.existingSecret is missing
          """)
  void whatLacksASecretIsNotRendered(String secret, String role, String refusal) {
    assertThat(Chart.refusal(Mixes.values(Set.of(role), secret, ""))).contains(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis.password                | hunter2
          redis.hosts[0]                | redis://user:hunter2@redis:6379
          oracle.keys                   | 0x01
          signer.key                    | 0x01
          config.oracle.keys            | keys.json
          config.chains[0].rpc[0]       | https://node.example/v2/hunter2
          config.chains[0].rpc[0]       | https://user:hunter2@node.example
          config.chains[0].ws[0]        | wss://node.example?key=hunter2
          config.oracle.signers[0]      | http://user:hunter2@signer:9090
          signer.web3signer.url         | http://user:hunter2@web3signer:9000
          extraEnv[0].value             | hunter2
          """)
  void whatMayHoldASecretIsRefused(String key, String value) {
    assertThat(Chart.refusal(Map.of(key, value)))
        .contains("values don't meet the specifications of the schema");
  }

  @ParameterizedTest
  @MethodSource("io.setoff.chart.Mixes#all")
  void aRoleGetsTheSecretsOfItsOwnWork(Set<String> mix) {
    Map<String, Set<String>> needed =
        Map.of(
            "all", Set.of("setoff-rpc", "setoff-redis", "setoff-publisher"),
            "adapter", Set.of("setoff-rpc", "setoff-redis"),
            "gateway", Set.of("setoff-rpc", "setoff-redis"),
            "oracle", Set.of("setoff-rpc", "setoff-publisher"),
            "signer", Set.of("setoff-rpc", "setoff-signer"));
    Manifests manifests = Chart.render(Mixes.values(mix));
    for (String role : mix) {
      PodTemplateSpec template = manifests.template(role);
      assertThat(template.getSpec().getVolumes().stream().filter(v -> v.getSecret() != null))
          .extracting((Volume v) -> v.getSecret().getSecretName())
          .containsExactlyInAnyOrderElementsOf(needed.getOrDefault(role, Set.of()));
    }
  }
}
