package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.family.ProtocolFamily;
import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A family is configured by what it says of itself, whichever it is. */
class ProtocolSectionTest {
  private static final String A = "0x" + "a".repeat(40);
  private static final String B = "0x" + "b".repeat(40);

  @TempDir private Path folder = Path.of("");

  /** A family that no other code has heard of. */
  private record Options() implements ProtocolFamily {
    @Override
    public String family() {
      return "options-x";
    }

    @Override
    public List<ConfigKey> keys() {
      return List.of(
          ConfigKey.contract("clearing", "keeps the positions"),
          ConfigKey.calledContract("lens", "answers views"),
          ConfigKey.text("style", "of exercise").orElse("european"),
          ConfigKey.sections(
              "series",
              "series",
              "token",
              "those that are read",
              ConfigKey.calledContract("token", "of the series"),
              ConfigKey.underlying("underlying", "what it is written on")));
    }
  }

  /** The EVM chains with that family alone. */
  private record OneFamily(EvmNamespace evm) implements ChainNamespace {
    @Override
    public String address(String text) {
      return evm.address(text);
    }

    @Override
    public List<ProtocolFamily> families() {
      return List.of(new Options());
    }

    @Override
    public VenueId walletOf(ChainId chain) {
      return evm.walletOf(chain);
    }

    @Override
    public ChainAdapter adapter(ChainSettings settings, RpcPool rpc) {
      throw new UnsupportedOperationException("only the configuration is read");
    }

    @Override
    public List<Difference> contradictions(Deployment deployment, RpcPool rpc) {
      return List.of();
    }

    @Override
    public List<Difference> doubles(ChainSettings settings, Set<String> holders, RpcPool rpc) {
      return List.of();
    }

    @Override
    public ChainProbe probe(RpcPool rpc) {
      return evm.probe(rpc);
    }
  }

  private GatewayConfig load(String entry) throws ConfigException, IOException {
    Path file = folder.resolve("setoff.yaml");
    Files.writeString(
        file,
        """
        chains:
          - { id: eip155:1, rpc: ["http://127.0.0.1:8545"] }
        protocols:
          - { family: options-x, chain: eip155:1, name: one%s }
        """
            .formatted(entry.replace("A", A).replace("B", B)));
    return ConfigLoader.load(file, new OneFamily(new EvmNamespace()));
  }

  private List<String> problems(String entry) throws IOException {
    try {
      load(entry);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(p -> p.path() + ": " + p.rule()).toList();
    }
  }

  @Test
  void itsKeysAreReadByTheirTypes() throws ConfigException, IOException {
    GatewayConfig config =
        load(
            ", clearing: \"A\", lens: \"B\", series: [{ token: \"B\", underlying: \"crypto:ETH\""
                + " }]");
    Deployment deployment = config.chains().getFirst().settings().deployments().getFirst();
    assertThat(deployment.venue()).isEqualTo(new VenueId(ChainId.evm(1), "options-x", "one"));
    ConfigValues values = deployment.values();
    assertThat(values.text("clearing")).isEqualTo(A);
    assertThat(values.text("style")).as("the default").isEqualTo("european");
    assertThat(values.list("series"))
        .singleElement()
        .satisfies(
            series -> {
              assertThat(series.text("token")).isEqualTo(B);
              assertThat(series.underlying("underlying")).isEqualTo(new UnderlyingId("crypto:ETH"));
            });
    assertThat(config.contracts())
        .extracting(GatewayConfig.Contract::path, GatewayConfig.Contract::history)
        .containsExactly(
            tuple("protocols[0].clearing", true),
            tuple("protocols[0].lens", false),
            tuple("protocols[0].series[0].token", false));
  }

  @Test
  void whatBreaksItsRulesIsNamedByItsPath() throws IOException {
    assertThat(problems(", clearing: 12, lenz: \"B\", series: [{ token: \"B\" }]"))
        .containsExactlyInAnyOrder(
            "protocols[0].clearing: not an EVM address (0x and 40 hex digits): \"12\"",
            "protocols[0]: needs the key \"lens\"",
            "protocols[0].series[0]: needs the key \"underlying\"",
            "protocols[0].lenz: unknown key \"lenz\"; known here: chain, family, name, clearing,"
                + " lens, style, series");
    String twice = "{ token: \"B\", underlying: \"crypto:ETH\" }";
    assertThat(problems(", clearing: \"A\", lens: \"B\", series: [%s, %s]".formatted(twice, twice)))
        .containsExactly(
            "protocols[0].series[1]: duplicate: series eip155:1/options-x:one "
                + B
                + " is already in line 4");
  }

  private static Stream<ProtocolFamily> installed() {
    return new EvmNamespace().families().stream().map(family -> family);
  }

  @ParameterizedTest
  @MethodSource("installed")
  void docsNameEveryKeyOfEveryFamily(ProtocolFamily family) throws IOException {
    String row =
        Files.readAllLines(Path.of("../docs/configuration.md")).stream()
            .filter(line -> line.startsWith("| `" + family.family() + "` |"))
            .findFirst()
            .orElseThrow();
    assertThat(documented(family.keys())).isNotEmpty().allMatch(row::contains);
  }

  private static List<String> documented(List<ConfigKey> keys) {
    return keys.stream().flatMap(ProtocolSectionTest::documented).toList();
  }

  private static Stream<String> documented(ConfigKey key) {
    return key.type() instanceof ConfigKey.Type.Sections sections
        ? Stream.concat(
            Stream.of("`%s[]` (%s)".formatted(key.name(), key.doc())),
            documented(sections.keys()).stream())
        : Stream.of("`%s` (%s)".formatted(key.name(), key.doc()));
  }
}
