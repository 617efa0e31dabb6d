package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections {@code chains}, {@code tokens} and {@code prices}, and what is known of chains. */
class ChainSectionsTest {
  private static final String FEED = "0x5f4ec3df9cbd43714fe2740f5e3616155c5b8419";
  private static final String UPTIME = "0x371ead81c9102c9bf4874a9075ffff170f2ee389";
  private static final String TUSD = "0x0000000000085d4780b73119b644ae5ecd22b376";
  private static final String OLD_TUSD = "0x8dd5fbce2f6a956c3022ba3663759011dd51e73e";
  private static final String USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
  private static final String POL = "0x0000000000000000000000000000000000001010";

  @TempDir private Path folder = Path.of("");

  private GatewayConfig load(String yaml) throws ConfigException {
    return new ConfigFolder(folder).load(yaml);
  }

  private List<String> problems(String yaml) {
    return new ConfigFolder(folder).problems(yaml);
  }

  private static String chain(String id, String keys) {
    return "chains:\n  - { id: \"%s\", rpc: [\"http://localhost:1\"]%s }\n"
        .formatted(id, keys.isEmpty() ? "" : ", " + keys);
  }

  private static String token(String chain, String address, String keys) {
    return "  - { chain: \"%s\", address: \"%s\", symbol: T%s }\n"
        .formatted(chain, address, keys.isEmpty() ? "" : ", " + keys);
  }

  private static String price(String keys) {
    return chain("eip155:1", "")
        + "prices:\n  - { underlying: \"crypto:ETH\", chain: \"eip155:1\", feed: \"%s\", heartbeat: 1h%s }\n"
            .formatted(FEED, keys);
  }

  private static ChainSettings settings(GatewayConfig config) {
    return config.chains().getFirst().settings();
  }

  private static PriceFeed feed(GatewayConfig config) {
    return settings(config).feeds().getFirst();
  }

  @Test
  void aFeedHasWhatTheFileSaysOfIt() throws ConfigException {
    PriceFeed feed =
        feed(
            load(
                price(
                    ", quote: \"crypto:BTC\", max_jump: 0.2, max_pause: 3m, sequencer_uptime: \""
                        + UPTIME
                        + "\", sequencer_grace: 30m")));
    assertThat(feed.quote()).isEqualTo(new UnderlyingId("crypto:BTC"));
    assertThat(feed.maxJump()).isEqualTo(new BigDecimal("0.2"));
    assertThat(feed.maxPause()).isEqualTo(Duration.ofMinutes(3));
    assertThat(feed.sequencer()).contains(new PriceFeed.Sequencer(UPTIME, Duration.ofMinutes(30)));
  }

  @Test
  void aFeedOfWhichLittleIsSaidHasTheDocumentedDefaults() throws ConfigException {
    PriceFeed plain = feed(load(price("")));
    assertThat(plain.quote()).isEqualTo(UnderlyingId.USD);
    assertThat(plain.maxJump()).isEqualTo(new BigDecimal("0.5"));
    assertThat(plain.maxPause()).isEqualTo(Duration.ofMinutes(10));
    assertThat(plain.sequencer()).isEmpty();
    PriceFeed guarded = feed(load(price(", sequencer_uptime: \"" + UPTIME + "\"")));
    assertThat(guarded.sequencer()).contains(new PriceFeed.Sequencer(UPTIME, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quote: ETH | prices[0].quote",
        "max_jump: 1 | prices[0].max_jump: expects a ratio between 0 and 1",
        "max_jump: 0 | prices[0].max_jump: expects a ratio between 0 and 1",
        "max_pause: soon | prices[0].max_pause: expects a duration",
        "sequencer_uptime: '0x12' | prices[0].sequencer_uptime: not an EVM address",
        "sequencer_grace: 1 | prices[0].sequencer_grace: expects a duration",
        "max_jmp: 0.5 | prices[0].max_jmp: unknown key",
      })
  void aFeedThatMakesNoSenseIsRefusedByItsKey(String keys, String problem) {
    assertThat(problems(price(", " + keys)))
        .singleElement()
        .asString()
        .startsWith("4 ")
        .contains(problem);
  }

  @Test
  void theUptimeFeedIsCheckedForCode() throws ConfigException {
    assertThat(load(price(", sequencer_uptime: \"" + UPTIME + "\"")).contracts())
        .extracting(GatewayConfig.Contract::address)
        .contains(FEED, UPTIME);
  }

  @Test
  void spamIsNotRead() throws ConfigException {
    String listed =
        chain("eip155:1", "")
            + "tokens:\n"
            + token("eip155:1", USDC, "spam: true")
            + token("eip155:1", TUSD, "spam: false");
    assertThat(settings(load(listed)).tokenSymbols()).containsOnlyKeys(TUSD);
    assertThat(
            problems(chain("eip155:1", "") + "tokens:\n" + token("eip155:1", USDC, "spam: maybe")))
        .containsExactly("4 tokens[0].spam: expects true or false, not \"maybe\"");
  }

  @Test
  void spamIsNotReadThoughItIsKnown() throws ConfigException {
    String file =
        chain("eip155:1", "known_tokens: true")
            + "tokens:\n"
            + token("eip155:1", USDC, "spam: true");
    assertThat(settings(load(file)).tokenSymbols()).doesNotContainKey(USDC).hasSize(4);
  }

  @Test
  void knownTokensAreReadBesideThoseOfTheFileWhichComeFirst() throws ConfigException {
    GatewayConfig config =
        load(
            chain("eip155:1", "known_tokens: true")
                + "tokens:\n"
                + token("eip155:1", USDC, "edge: PEG, to: \"fiat:EUR\""));
    assertThat(settings(config).tokenSymbols())
        .containsEntry(USDC, "T")
        .containsEntry("0xdac17f958d2ee523a2206206994597c13d831ec7", "USDT");
    assertThat(settings(config).nativeSymbol()).isEqualTo("ETH");
    assertThat(settings(config).wrappedNative())
        .containsExactly("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
    assertThat(config.edges())
        .filteredOn(edge -> edge.from().value().endsWith(USDC))
        .containsExactly(
            new Edge(
                new UnderlyingId("eip155:1/erc20:" + USDC),
                EdgeKind.PEG,
                new UnderlyingId("fiat:EUR")));
    assertThat(config.contracts())
        .extracting(GatewayConfig.Contract::path)
        .contains("chains[0].known_tokens");
  }

  @Test
  void everyKnownChainCanBeReadWithItsTokens() throws ConfigException {
    for (var chain : KnownChains.load().chains().entrySet()) {
      GatewayConfig config = load(chain("" + chain.getKey(), "known_tokens: true"));
      assertThat(settings(config).tokenSymbols()).hasSameSizeAs(chain.getValue().tokens());
      assertThat(config.chains().getFirst().explorer()).contains(chain.getValue().explorer());
      for (String face : chain.getValue().faces().keySet()) {
        assertThat(settings(config).tokenSymbols()).doesNotContainKey(face);
      }
    }
    assertThat(problems(chain("eip155:31337", "known_tokens: true")))
        .containsExactly("2 chains[0]: no tokens are known of eip155:31337");
  }

  @Test
  void aKnownSecondFaceIsNotCountedBesideItsLedger() throws ConfigException {
    String coin =
        chain("eip155:137", "known_tokens: true") + "tokens:\n" + token("eip155:137", POL, "");
    assertThat(settings(load(coin)).faces()).containsExactly(POL);
    String both =
        chain("eip155:1", "")
            + "tokens:\n"
            + token("eip155:1", TUSD, "edge: PEG, to: \"fiat:USD\"")
            + token("eip155:1", OLD_TUSD, "");
    GatewayConfig config = load(both);
    assertThat(settings(config).faces()).containsExactly(OLD_TUSD);
    assertThat(config.edges())
        .contains(
            new Edge(
                new UnderlyingId("eip155:1/erc20:" + OLD_TUSD),
                EdgeKind.NATIVE_WRAP,
                new UnderlyingId("eip155:1/erc20:" + TUSD)));
  }

  /** What nobody counts would be lost. */
  @Test
  void aSecondFaceIsCountedWhileItsLedgerIsNot() throws ConfigException {
    String alone = chain("eip155:1", "") + "tokens:\n" + token("eip155:1", OLD_TUSD, "");
    assertThat(settings(load(alone)).faces()).isEmpty();
    assertThat(settings(load(alone)).tokenSymbols()).containsOnlyKeys(OLD_TUSD);
  }

  @Test
  void anExplorerIsThatOfTheFileOrTheKnownOne() throws ConfigException {
    assertThat(explorer("eip155:1", "")).isEqualTo("https://etherscan.io");
    assertThat(explorer("eip155:1", "explorer: \"https://scan.example/eth/\""))
        .isEqualTo("https://scan.example/eth");
    assertThat(explorer("eip155:1", "explorer: none")).isEmpty();
    assertThat(explorer("eip155:31337", "")).isEmpty();
  }

  private String explorer(String id, String keys) throws ConfigException {
    return load(chain(id, keys)).chains().getFirst().explorer().map(URI::toString).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "javascript:alert(1)",
    "data:text/html;x",
    "ftp://scan.example",
    "https://me:secret@scan.example",
    "https://scan.example/?a=b",
    "https://scan.example/#x",
    "//scan.example",
  })
  void anExplorerThatIsNoPlainWebAddressIsRefused(String url) {
    assertThat(problems(chain("eip155:1", "explorer: \"" + url + "\"")))
        .singleElement()
        .asString()
        .startsWith("2 chains[0].explorer: expects a")
        .doesNotContain("secret");
  }
}
