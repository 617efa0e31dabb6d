package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import io.setoff.oracle.sign.MoveBound;
import io.setoff.store.RedisSettings;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final String WETH = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
  private static final String USDC = "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0";
  private static final String GOOD =
      """
      http: { host: 127.0.0.1, port: 9000 }
      store: { path: ./data }
      chains:
        - id: eip155:1
          name: One
          rpc: ["http://127.0.0.1:8545"]
          start_block: 12
          poll_interval: 250ms
          native: { symbol: ETH, decimals: 18, edge: NATIVE_WRAP, to: "crypto:ETH" }
      tokens:
        - { chain: eip155:1, address: "WETH", symbol: WETH, edge: NATIVE_WRAP, to: "eip155:1/slip44:60", wrapped_native: true }
      protocols:
        - { family: aave-v3, chain: eip155:1, name: core, pool: "USDC", configurator: "WETH" }
      prices:
        - { underlying: "crypto:ETH", chain: eip155:1, feed: "USDC", heartbeat: 1h }
      accounts:
        - { address: "USDC", label: somebody }
      """
          .replace("\"WETH\"", "\"" + WETH + "\"")
          .replace("\"USDC\"", "\"" + USDC + "\"");

  @TempDir private Path folder = Path.of("");

  private GatewayConfig load(String yaml) throws ConfigException {
    return new ConfigFolder(folder).load(yaml);
  }

  private static String stored(String redis) {
    return GOOD.replace("store: { path: ./data }", "store: { redis: { " + redis + " } }");
  }

  @Test
  void aStoreThatOthersRunIsReadWhole() throws IOException, ConfigException {
    Files.writeString(folder.resolve("password"), "open sesame\n");
    RedisSettings single =
        load(stored("hosts: [\"rediss://store:6379\"], user: setoff, password_file: password"))
            .redis()
            .orElseThrow();
    assertThat(single)
        .isEqualTo(
            new RedisSettings(
                new Topology.Single(),
                List.of("rediss://store:6379"),
                Optional.of("setoff"),
                Optional.of("open sesame"),
                "setoff",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5)));
    assertThat(single).asString().doesNotContain("sesame");
    String two =
        "hosts: [\"redis://a:1\", \"redis://b:1\"], prefix: desk, lease: 4s, patience: 1m, ";
    assertThat(load(stored(two + "sentinel: main")).redis().orElseThrow().topology())
        .isEqualTo(new Topology.Sentinel("main"));
    RedisSettings cluster = load(stored(two + "cluster: true")).redis().orElseThrow();
    assertThat(cluster.topology()).isEqualTo(new Topology.Cluster());
    assertThat(cluster.prefix()).isEqualTo("desk");
    assertThat(cluster.lease()).isEqualTo(Duration.ofSeconds(4));
    assertThat(cluster.patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(load(GOOD).redis()).isEmpty();
  }

  @Test
  void aStoreThatCannotBeIsRefusedByName() {
    assertThat(problems(stored("hosts: [\"redis://a:1\", \"redis://b:1\"]")))
        .containsExactly(
            "2 store.redis: several hosts are sentinels (sentinel: MASTER) or a cluster (cluster:"
                + " true)");
    assertThat(problems(stored("hosts: [\"redis://a:1\"], sentinel: main, cluster: true")))
        .containsExactly(
            "2 store.redis: is either behind sentinels or a cluster: sentinel or cluster, not"
                + " both");
    assertThat(problems(stored("hosts: [\"redis://:secret@a:1\"]")))
        .singleElement()
        .asString()
        .startsWith("2 store.redis.hosts[0]: expects redis://HOST:PORT")
        .doesNotContain("secret");
    assertThat(problems(stored("hosts: [\"http://a:1\"], password_env: SETOFF_NO_SUCH_VARIABLE")))
        .containsExactly(
            "2 store.redis.hosts[0]: expects a URL that begins with redis:// or rediss:// and"
                + " names a host",
            "2 store.redis.password_env: there is no environment variable"
                + " SETOFF_NO_SUCH_VARIABLE");
    assertThat(problems(stored("hosts: [\"redis://a:1\"], user: me, lease: 1s, prefix: \"a{b}\"")))
        .containsExactly(
            "2 store.redis: a user needs password_env or password_file",
            "2 store.redis.prefix: expects 1 to 64 letters, digits and the characters : . _ -",
            "2 store.redis.lease: expects a lease of 3s or more, not 1s");
    assertThat(problems(stored("hosts: [\"redis://a:1\"], password_env: A, password_file: B")))
        .contains("2 store.redis: has password_env and password_file: one of them");
  }

  private List<String> problems(String yaml) {
    return new ConfigFolder(folder).problems(yaml);
  }

  @Test
  void aGoodFileIsReadWhole() throws ConfigException {
    GatewayConfig config = load(GOOD);
    GatewayConfig.Chain chain = config.chains().get(0);
    assertThat(config.http().at()).isEqualTo(new GatewayConfig.Endpoint("127.0.0.1", 9000));
    assertThat(config.storeFolder()).isEqualTo(folder.resolve("data"));
    assertThat(chain.id()).isEqualTo(ChainId.evm(1));
    assertThat(chain.startBlock()).isEqualTo(12);
    assertThat(chain.pollInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(chain.settings().tokenSymbols()).containsEntry(WETH, "WETH");
    assertThat(chain.settings().wrappedNative()).containsExactly(WETH);
    assertThat(chain.settings().deployments())
        .containsExactly(
            new Deployment(
                new VenueId(ChainId.evm(1), "aave-v3", "core"),
                ConfigValues.of(Map.of("pool", USDC, "configurator", WETH))));
    assertThat(config.edges())
        .contains(
            new Edge(
                new UnderlyingId("eip155:1/erc20:" + WETH),
                EdgeKind.NATIVE_WRAP,
                new UnderlyingId("eip155:1/slip44:60")));
    assertThat(config.contracts()).extracting(GatewayConfig.Contract::line).contains(11, 13, 15);
  }

  @Test
  void whatIsLeftOutHasADefault() throws ConfigException {
    GatewayConfig config = load("chains:\n  - { id: eip155:1, rpc: [\"http://localhost:1\"] }\n");
    assertThat(config.http().at().port()).isEqualTo(8080);
    assertThat(config.grpc()).isEqualTo(new GatewayConfig.Endpoint("127.0.0.1", 9090));
    assertThat(config.oracle()).isEmpty();
    assertThat(config.chains().get(0).name()).isEqualTo("eip155:1");
  }

  @Test
  void everyProblemHasItsLineAndAllAreFoundAtOnce() {
    assertThat(
            problems(
                """
                chains:
                  - { id: eip155:1, rpc: ["ftp://x"], poll_intervall: 1s }
                  - { id: eip155:1, rpc: ["http://localhost:1"] }
                tokens:
                  - { chain: eip155:2, address: "0x12", symbol: T }
                http: { port: 99999 }
                """))
        .containsExactlyInAnyOrder(
            "2 chains[0].rpc[0]: expects a URL that begins with http:// or https:// and names a"
                + " host",
            "2 chains[0].rpc: needs at least one URL",
            "2 chains[0].poll_intervall: unknown key \"poll_intervall\"; known here: id,"
                + " known_tokens, name, explorer, rpc, start_block, poll_interval, stale_after,"
                + " stalled_after, ws, verify, safe_depth, finalized_depth, requests_per_second,"
                + " reconcile_interval, native",
            "3 chains[1]: duplicate: chain eip155:1 is already in line 2",
            "5 tokens[0]: chain eip155:2 is not in the list of chains",
            "5 tokens[0].address: not an EVM address (0x and 40 hex digits): \"0x12\"",
            "6 http.port: expects a port, 0 to 65535, not 99999");
  }

  @Test
  void aUrlThatIsRefusedIsNotRepeatedForItMayHoldAKey() {
    for (String url :
        List.of("htps://node.example/v2/SECRET", "https://u:SECRET@", "https://a b/SECRET")) {
      assertThat(problems(GOOD.replace("http://127.0.0.1:8545", url)))
          .anyMatch(problem -> problem.contains("chains[0].rpc[0]: expects a URL"))
          .noneMatch(problem -> problem.contains("SECRET"));
    }
  }

  @Test
  void trackingHasACapAndATime() throws ConfigException {
    assertThat(load(GOOD).tracking()).isEqualTo(TrackingLimits.USUAL);
    assertThat(load(GOOD + "tracking: { accounts: 7, keep: 2d }\n").tracking())
        .isEqualTo(new TrackingLimits(7, Duration.ofDays(2)));
    assertThat(load(GOOD).ownAccounts()).containsExactly(USDC);
    assertThat(problems(GOOD + "tracking: { acounts: 7 }\n"))
        .singleElement()
        .asString()
        .contains("unknown key \"acounts\"; known here: accounts, keep");
  }

  @Test
  void aMistypedChecksumIsRefused() {
    assertThat(problems(GOOD.replace(USDC, "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e1")))
        .isNotEmpty()
        .allMatch(problem -> problem.contains("EIP-55"));
  }

  @Test
  void duplicatesAreRefused() {
    String token =
        GOOD.lines().filter(line -> line.contains("symbol: WETH")).findFirst().orElseThrow();
    assertThat(problems(GOOD.replace("protocols:", token + "\nprotocols:")))
        .anyMatch(p -> p.contains("duplicate: token eip155:1 " + WETH + " is already in line 11"));
    String protocol =
        GOOD.lines().filter(line -> line.contains("aave-v3")).findFirst().orElseThrow();
    assertThat(problems(GOOD.replace("prices:", protocol + "\nprices:")))
        .anyMatch(p -> p.contains("duplicate: protocol eip155:1/aave-v3:core"));
  }

  @Test
  void anUnknownFamilyNamesTheKnownOnes() {
    assertThat(problems(GOOD.replace("aave-v3", "aave-v9")))
        .anyMatch(
            p ->
                p.contains(
                    "unknown family \"aave-v9\"; known: aave-v3, uniswap-v3, perp-v2,"
                        + " cross-margin-vault"));
  }

  @Test
  void aCircleOfEdgesIsRefused() {
    assertThat(
            problems(
                GOOD.replace("crypto:ETH\" }\ntokens", "eip155:1/erc20:" + WETH + "\" }\ntokens")))
        .anyMatch(p -> p.contains("circle"));
  }

  @Test
  void brokenYamlAndMissingFilesAreNamed() {
    assertThat(problems("chains: [")).singleElement().asString().contains("is not YAML");
    assertThat(problems(GOOD + "http: { port: 1 }\n"))
        .containsExactly("18 http: duplicate: \"http\" is already in line 1");
    assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("nothing.yaml"), new EvmNamespace()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void anOracleWithoutAccountsIsRefused() {
    assertThat(
            problems(
                GOOD
                    + """
                    oracle: { threshold: 1, keys: k, contracts: [], streams: [{ name: s, heartbeat: 1s, validity: 1m, publish: [] }] }
                    """))
        .singleElement()
        .asString()
        .contains("publish names no account");
  }

  @Test
  void reportsOutliveTheHeartbeatAndEverySignerSetCanSign() throws ConfigException {
    String two =
        "signer_sets: [[\"0x%1$s\", \"0x%2$s\"]]".formatted("1".repeat(40), "2".repeat(40));
    String fine =
        oracle("eip155:1/wallet:main")
            .replace("threshold: 1", "threshold: 2\n  " + two)
            .replace("validity: 1m", "validity: 1001ms");
    assertThat(load(fine).oracle().orElseThrow().signing().sets()).hasSize(1);
    assertThat(
            problems(
                fine.replace("threshold: 2", "threshold: 3")
                    .replace("validity: 1001ms", "validity: 1s")))
        .map(problem -> problem.substring(problem.indexOf(' ') + 1))
        .containsExactlyInAnyOrder(
            "oracle.signer_sets[0]: needs at least threshold (3) addresses, not 2",
            "oracle.streams[0].validity: must be longer than heartbeat: or reports end before the"
                + " next");
    assertThat(problems(fine.replace("2".repeat(40), "1".repeat(40))))
        .as("an address signs once")
        .singleElement()
        .asString()
        .contains("oracle.signer_sets[0]: needs at least threshold (2) addresses, not 1");
  }

  private static String oracle(String venues) {
    return GOOD
        + """
        oracle:
          threshold: 1
          keys: k
          contracts: []
          streams:
            - { name: s, heartbeat: 1s, validity: 1m, venues: [%s],
                publish: ["0x1111111111111111111111111111111111111111"] }
        """
            .formatted(venues);
  }

  @Test
  void theScopeOfAStreamIsVenuesOfTheseChains() throws ConfigException {
    String wallet = "eip155:1/wallet:main";
    assertThat(load(oracle(wallet)).oracle().orElseThrow().streams().getFirst().venues())
        .containsExactly(wallet);
    assertThat(problems(oracle("eip155:1/aave-v3:cor, " + wallet + ", " + wallet)))
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem).contains("\"eip155:1/aave-v3:cor\" is no venue of these"),
            problem -> assertThat(problem).contains("duplicate: venue of the stream " + wallet));
    assertThat(problems(oracle("")))
        .singleElement()
        .asString()
        .contains("names no venue; without the key it is all venues");
  }

  private static String signer(String keys) {
    return oracle("eip155:1/wallet:main") + "roles: [signer]\nsigner: { key: k" + keys + " }\n";
  }

  @Test
  void aSignerHasABoundOnMovesWhenItIsTold() throws ConfigException {
    assertThat(load(signer("")).signer().orElseThrow().maxMove()).isEmpty();
    assertThat(
            load(signer(", max_move: { absolute_usd: 1000000, share: 0.25 }"))
                .signer()
                .orElseThrow()
                .maxMove())
        .contains(new MoveBound(new BigDecimal("1000000"), new BigDecimal("0.25")));
    assertThat(problems(signer(", max_move: { share: 0.25 }")))
        .singleElement()
        .asString()
        .contains("signer.max_move: needs the key \"absolute_usd\"");
  }

  @Test
  void tracesGoToOneCollectorOrNowhere() throws ConfigException {
    assertThat(load(GOOD).otlp()).isEmpty();
    assertThat(load(GOOD + "telemetry: { otlp: \"http://collector:4317\" }\n").otlp())
        .contains(URI.create("http://collector:4317"));
    for (String wrong :
        List.of(
            "collector:4317", "http://collector", "http://c:4317/v1/traces", "http://u:p@c:1")) {
      assertThatThrownBy(() -> load(GOOD + "telemetry: { otlp: \"" + wrong + "\" }\n"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("telemetry.otlp")
          .hasMessageNotContaining("u:p");
    }
    assertThatThrownBy(() -> load(GOOD + "telemetry: { }\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("telemetry");
  }

  @Test
  void leasesOfKubernetesAreForAStoreThatOthersWriteTo() throws ConfigException {
    assertThat(load(GOOD).leases()).isEmpty();
    String shared = stored("hosts: [\"redis://127.0.0.1:6379\"]");
    assertThat(load(shared + "kubernetes: { leases: setoff }\n").leases()).contains("setoff");
    assertThatThrownBy(() -> load(GOOD + "kubernetes: { leases: setoff }\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("needs store.redis");
    assertThatThrownBy(() -> load(shared + "kubernetes: { leases: \"Set off\" }\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kubernetes.leases");
  }
}
