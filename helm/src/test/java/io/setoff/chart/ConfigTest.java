package io.setoff.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.Role;
import io.setoff.gateway.config.SignerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway takes the setoff.yaml that the chart writes, with the Secrets that it mounts. */
class ConfigTest {
  private static final String SECRETS = "/run/secrets/setoff";
  private static final Map<String, String> CONTENT =
      Map.of(
          "rpc/mainnet-first", "https://first.example/v2/key",
          "rpc/mainnet-ws", "wss://first.example/v2/key",
          "redis/password", "secret",
          "oracle/keys.json", "{}",
          "signer/key", "0x01");

  @TempDir private Path folder = Path.of("");

  static Stream<Set<String>> mixesOfTheGateway() {
    Set<String> known = new TreeSet<>(Set.of("all"));
    Arrays.stream(Role.values()).forEach(role -> known.add(role.name().toLowerCase(Locale.ROOT)));
    return Mixes.all().filter(known::containsAll);
  }

  /** As the process of a pod finds it. */
  private GatewayConfig load(Manifests manifests, String role) throws IOException, ConfigException {
    String name = Chart.RELEASE + "-setoff-" + role;
    PodTemplateSpec template = manifests.template(role);
    Path secrets = folder.resolve(name);
    for (VolumeMount mount : template.getSpec().getContainers().getFirst().getVolumeMounts()) {
      if (mount.getMountPath().startsWith(SECRETS)) {
        mountSecret(secrets, mount.getMountPath().substring(SECRETS.length() + 1));
      }
    }
    Path etc = Files.createDirectories(folder.resolve("etc-" + role));
    ConfigMap map =
        manifests.of(ConfigMap.class).stream()
            .filter(m -> m.getMetadata().getName().equals(name))
            .findFirst()
            .orElseThrow();
    for (Map.Entry<String, String> file : map.getData().entrySet()) {
      Files.writeString(
          etc.resolve(file.getKey()), file.getValue().replace(SECRETS, secrets.toString()));
    }
    return ConfigLoader.load(etc.resolve("setoff.yaml"), new EvmNamespace());
  }

  private static void mountSecret(Path secrets, String secret) throws IOException {
    for (Map.Entry<String, String> file : CONTENT.entrySet()) {
      if (file.getKey().startsWith(secret + "/")) {
        Path path = secrets.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, file.getValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mixesOfTheGateway")
  void theGatewayTakesWhatTheChartWrites(Set<String> mix) throws IOException, ConfigException {
    Manifests manifests = Chart.render(Mixes.values(mix));
    for (String role : mix) {
      GatewayConfig config = load(manifests, role);
      assertThat(config.http().at()).isEqualTo(new GatewayConfig.Endpoint("0.0.0.0", 8080));
      assertThat(config.grpc()).isEqualTo(new GatewayConfig.Endpoint("0.0.0.0", 9090));
      assertThat(config.http().names()).contains(Chart.RELEASE + "-setoff-" + role);
      assertThat(config.chains().getFirst().rpc().getFirst())
          .isEqualTo(URI.create("https://first.example/v2/key"));
      assertThat(config.storeFolder()).isEqualTo(Path.of("/var/lib/setoff/data"));
      assertThat(config.redis().isPresent())
          .isEqualTo(Set.of("all", "adapter", "gateway").contains(role));
      assertThat(config.ownAccounts()).isNotEmpty();
      if (role.equals("all")) {
        assertThat(config.roles()).contains(Role.GATEWAY, Role.ORACLE);
      } else {
        assertThat(config.roles()).containsExactly(Role.valueOf(role.toUpperCase(Locale.ROOT)));
      }
    }
  }

  /** What must outlive a pod is on its volume, and a key is where the Secret is mounted. */
  @Test
  void whatMustBeKeptIsOnTheVolume() throws IOException, ConfigException {
    GatewayConfig oracle = load(Chart.render(Mixes.values(Set.of("oracle"))), "oracle");
    assertThat(oracle.oracle().orElseThrow().state()).isEqualTo(Path.of("/var/lib/setoff/oracle"));
    assertThat(oracle.oracle().orElseThrow().keys()).exists();
    GatewayConfig signer = load(Chart.render(Mixes.values(Set.of("signer"))), "signer");
    SignerConfig section = signer.signer().orElseThrow();
    assertThat(section.ledger()).isEqualTo(Path.of("/var/lib/setoff/signed"));
    assertThat(section.key())
        .isInstanceOfSatisfying(
            SignerConfig.Key.InFile.class, key -> assertThat(key.file()).exists());
  }

  @Test
  void aSignerMayHaveItsKeyInAWeb3Signer() throws IOException, ConfigException {
    Map<String, Object> values = Mixes.values(Set.of("signer"), "signer.existingSecret", "");
    values.put("signer.web3signer.url", "http://web3signer:9000");
    values.put("signer.web3signer.publicKey", "0x" + "ab".repeat(64));
    Manifests manifests = Chart.render(values);
    assertThat(load(manifests, "signer").signer().orElseThrow().key())
        .isInstanceOf(SignerConfig.Key.Remote.class);
  }

  @Test
  void tracesGoToTheCollectorThatThePolicyLetsThrough() throws IOException, ConfigException {
    Map<String, Object> values =
        Mixes.values(Set.of("all"), "config.telemetry.otlp", "http://collector.traces:4317");
    values.put("networkPolicy.egress.telemetry[0].to[0].podSelector.matchLabels.app", "collector");
    values.put("networkPolicy.egress.telemetry[0].ports[0].port", 4317);
    Manifests manifests = Chart.render(values);
    assertThat(load(manifests, "all").otlp()).contains(URI.create("http://collector.traces:4317"));
    assertThat(
            manifests.of(NetworkPolicy.class).stream()
                .flatMap(policy -> Stream.ofNullable(policy.getSpec().getEgress()))
                .flatMap(List::stream)
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal()))
        .contains(4317);
    assertThat(load(Chart.render(Mixes.values(Set.of("all"))), "all").otlp()).isEmpty();
  }

  /** A section that the gateway learns and the chart does not would be refused by its schema. */
  @Test
  void theSchemaKnowsEverySection() throws IOException {
    Path file = folder.resolve("unknown.yaml");
    Files.writeString(file, "chains: []\nnone: 1\n");
    JsonNode schema = Manifests.YAML.readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    Set<String> sections =
        new TreeSet<>(List.of("http", "grpc", "store", "roles", "signer", "kubernetes"));
    schema.at("/properties/config/properties").fieldNames().forEachRemaining(sections::add);
    assertThatThrownBy(() -> ConfigLoader.load(file, new EvmNamespace()))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              String known =
                  e.problems().stream()
                      .filter(problem -> problem.path().equals("none"))
                      .findFirst()
                      .orElseThrow()
                      .rule();
              assertThat(known.substring(known.indexOf("known here: ") + 12).split(", ", -1))
                  .containsExactlyInAnyOrderElementsOf(sections);
            });
  }
}
