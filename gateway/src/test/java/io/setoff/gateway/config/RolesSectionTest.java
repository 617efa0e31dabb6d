package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.EvmNamespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesSectionTest {
  private static final String CHAINS =
      """
      chains:
        - { id: "eip155:1", rpc: ["http://127.0.0.1:8545"] }
      """;
  private static final String SHARED = "store: { redis: { hosts: [\"redis://h:6379\"] } }\n";
  private static final String SIGNER = "signer: { key: k }\n";

  @TempDir private Path folder = Path.of("");
  private ConfigFolder file = new ConfigFolder(folder);

  @BeforeEach
  void open() {
    file = new ConfigFolder(folder);
  }

  private static String oracle(String more) {
    return """
    oracle:
      threshold: 1
      keys: k
      contracts: []
      streams:
        - { name: s, heartbeat: 1s, validity: 1m,
            publish: ["0x1111111111111111111111111111111111111111"] }
    %s\
    """
        .formatted(more);
  }

  private static String roles(String roles) {
    return CHAINS + "roles: " + roles + "\n";
  }

  @Test
  void withoutAWordAProcessDoesAllThatHasItsSection() throws ConfigException {
    assertThat(file.load(CHAINS).roles()).containsExactlyInAnyOrder(Role.ADAPTER, Role.GATEWAY);
    assertThat(file.load(roles("all") + oracle("") + SIGNER).roles())
        .containsExactlyInAnyOrder(Role.values());
    assertThat(file.load(roles("[adapter, gateway]") + oracle("")).roles())
        .isEqualTo(Set.of(Role.ADAPTER, Role.GATEWAY));
  }

  @Test
  void whatAProcessIsStartedAsCountsMoreThanItsFile() throws ConfigException {
    GatewayConfig config = loadAs("--role", "gateway", roles("[adapter]") + SHARED);
    assertThat(config.roles()).isEqualTo(Set.of(Role.GATEWAY));
    assertThat(loadAs("SETOFF_ROLES", "Adapter, gateway", CHAINS).roles())
        .isEqualTo(Set.of(Role.ADAPTER, Role.GATEWAY));
    assertThat(loadAs("--role", "all", roles("[signer]")).roles())
        .isEqualTo(Set.of(Role.ADAPTER, Role.GATEWAY));
  }

  private GatewayConfig loadAs(String origin, String roles, String yaml) throws ConfigException {
    try {
      file.load(yaml);
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
    }
    return ConfigLoader.load(
        file.file(), new EvmNamespace(), Optional.of(RoleNames.of(origin, roles)));
  }

  @Test
  void aNameThatIsNoRoleIsRefusedWithItsOrigin() {
    assertThat(file.problems(roles("[miner]")))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("roles[0]: expects one of [ADAPTER, GATEWAY, ORACLE, SIGNER]"));
    assertThat(refusals("--role", "miner", CHAINS))
        .singleElement()
        .asString()
        .contains("--role expects one of [ADAPTER, GATEWAY, ORACLE, SIGNER], not \"MINER\"");
  }

  private List<String> refusals(String origin, String roles, String yaml) {
    try {
      loadAs(origin, roles, yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::rule).toList();
    }
  }

  @Test
  void halfOfAPairNeedsTheStoreBetweenThem() throws ConfigException {
    assertThat(file.problems(roles("[gateway]")))
        .singleElement()
        .asString()
        .startsWith("3 roles: the role gateway without adapter needs store.redis");
    assertThat(file.problems(roles("[adapter]")))
        .singleElement()
        .asString()
        .startsWith("3 roles: the role adapter without gateway needs store.redis");
    GatewayConfig gateway = file.load(roles("[gateway]") + SHARED);
    assertThat(gateway.sharedStore()).isPresent();
    assertThat(gateway.indexes()).isFalse();
    assertThat(gateway.asksNodes()).isFalse();
    assertThat(file.load(roles("[adapter]") + SHARED).indexes()).isTrue();
  }

  @Test
  void aSignerKeepsWhatItReadsToItself() throws ConfigException {
    GatewayConfig signer = file.load(roles("[signer]") + SHARED + oracle("") + SIGNER);
    assertThat(signer.sharedStore()).isEmpty();
    assertThat(signer.indexes()).isTrue();
    assertThat(file.problems(roles("[signer, gateway]") + SHARED + oracle("") + SIGNER))
        .singleElement()
        .asString()
        .contains("the role signer reads the chains by itself");
  }

  @Test
  void aPublisherOnItsOwnSaysWhomItAsksAndWhoSigns() throws ConfigException {
    assertThat(file.problems(roles("[oracle]") + oracle("")))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("needs oracle.gateways"),
            problem -> assertThat(problem).contains("needs oracle.signers"));
    String alone =
        """
          gateways: ["http://a:9090", "http://b:9090"]
          signers: ["http://s:9090"]
          signer_sets: [["0x1111111111111111111111111111111111111111"]]
        """;
    GatewayConfig config = file.load(roles("[oracle]") + oracle(alone));
    assertThat(config.hasBook()).isFalse();
    assertThat(config.oracle().orElseThrow().gateways()).hasSize(2);
  }
}
