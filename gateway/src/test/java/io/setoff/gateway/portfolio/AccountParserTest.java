package io.setoff.gateway.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.RequestException.Code;
import io.setoff.model.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountParserTest {
  private static final String CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  private static final String LOWER = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  private final AccountParser parser =
      new AccountParser(config(), new EvmNamespace(), new KnownVenues(List.of()));

  private static GatewayConfig config() {
    try {
      Path file = Files.createTempFile("accounts", ".yaml");
      Files.writeString(
          file,
          """
          chains:
            - { id: eip155:10, rpc: ["http://localhost:1"] }
            - { id: eip155:9, rpc: ["http://localhost:1"] }
          """);
      GatewayConfig config = ConfigLoader.load(file, new EvmNamespace());
      Files.delete(file);
      return config;
    } catch (IOException | ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKSUMMED, LOWER, "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"})
  void anAddressAloneMeansThatKeyOnEveryChain(String text) {
    AccountRef account = parser.parse(text);
    assertThat(account.text()).isEqualTo(LOWER);
    assertThat(account.ids())
        .extracting(id -> id.chain())
        .containsExactly(ChainId.evm(9), ChainId.evm(10));
  }

  @Test
  void caip10MeansOneChain() {
    AccountRef account = parser.parse("eip155:10:" + CHECKSUMMED);
    assertThat(account.text()).isEqualTo("eip155:10:" + LOWER);
    assertThat(account.ids()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "alice",
        "eip155:10",
        "eip155:x:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "eip155:10:nonsense",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\n"
      })
  void whatIsNoAccountIsRefusedNamingTheField(String text) {
    assertThatThrownBy(() -> parser.parse(text))
        .isInstanceOfSatisfying(
            RequestException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT);
              assertThat(e).hasMessageStartingWith("account: ");
            });
  }

  @Test
  void aChainThatIsNotConfiguredIsNotFound() {
    assertThatThrownBy(() -> parser.parse("eip155:1:" + LOWER))
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
  }

  @Test
  void tenMegabytesAreRefusedInAShortMessage() {
    assertThatThrownBy(() -> parser.parse("0x" + "a".repeat(10_000_000)))
        .hasMessage("account: has 10000002 characters, at most 200 are allowed");
  }
}
