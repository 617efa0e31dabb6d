package io.setoff.adapters.evm.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.ChainId;
import io.setoff.store.Difference;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ledger with two faces is found before it is counted twice. */
class FacesTest {
  private static final String ALICE = Logs.address(1);
  private static final String BOB = Logs.address(2);
  private static final String COIN_FACE = Logs.address(3);
  private static final String TOKEN = Logs.address(4);
  private static final String SAME_TOKEN = Logs.address(5);
  private static final String OTHER = Logs.address(6);
  private static final BigInteger ROUND = BigInteger.TEN.pow(21);

  /** A node with a ledger of the coin, and tokens on ledgers by name. */
  private static final class Node {
    private final Map<String, Map<String, BigInteger>> ledgers = new HashMap<>();
    private final Map<String, String> ledgerOf = new HashMap<>();
    private final boolean overrides;

    Node(boolean overrides) {
      this.overrides = overrides;
    }

    void holds(String ledger, String holder, BigInteger units) {
      ledgers.computeIfAbsent(ledger, unknown -> new HashMap<>()).put(holder, units);
    }

    CallsNode calls() {
      return new CallsNode("node", this::reply);
    }

    private String reply(JsonNode call) {
      JsonNode first = call.path("params").path(0);
      if (call.path("method").asText().equals("eth_getBalance")) {
        return CallsNode.result("0x" + balance("coin", first.asText()).toString(16));
      }
      if (call.path("params").size() == 3 && !overrides) {
        return CallsNode.error(-32_602, "too many arguments");
      }
      String holder = "0x" + first.path("data").asText().substring(34);
      String ledger = ledgerOf.getOrDefault(first.path("to").asText(), "none");
      JsonNode given = call.path("params").path(2).path(holder).path("balance");
      BigInteger units =
          ledger.equals("coin") && given.isTextual()
              ? new BigInteger(given.asText().substring(2), 16)
              : balance(ledger, holder);
      return CallsNode.result("0x%064x".formatted(units));
    }

    private BigInteger balance(String ledger, String holder) {
      return ledgers.getOrDefault(ledger, Map.of()).getOrDefault(holder, BigInteger.ZERO);
    }
  }

  private static List<Difference> found(Node node, Set<String> faces, String... tokens) {
    Map<String, String> symbols = new HashMap<>();
    for (String token : tokens) {
      symbols.put(token, token);
    }
    ChainSettings settings =
        new ChainSettings(
            ChainId.evm(7),
            "ETH",
            18,
            symbols,
            Set.of(),
            faces,
            List.of(),
            List.of(),
            Trust.DEFAULT,
            List.of());
    try (RpcPool pool =
        RpcPool.over("faces", List.of(node.calls()), RpcSettings.DEFAULT, InstantSource.system())) {
      return pool.onOne(session -> Faces.undeclared(session, settings, Set.of(ALICE, BOB)));
    }
  }

  @Test
  void theCoinAsATokenIsFoundThoughNobodyHasAny() {
    Node node = new Node(true);
    node.ledgerOf.put(COIN_FACE, "coin");
    node.ledgerOf.put(OTHER, "other");
    assertThat(found(node, Set.of(), COIN_FACE, OTHER))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.subject()).isEqualTo(COIN_FACE);
              assertThat(difference.text()).contains("the chain's coin", "same_as: \"native\"");
            });
    assertThat(found(node, Set.of(COIN_FACE), COIN_FACE, OTHER)).as("declared").isEmpty();
  }

  @Test
  void aNodeThatOverridesNothingStillShowsTheBalances() {
    Node node = new Node(false);
    node.ledgerOf.put(COIN_FACE, "coin");
    node.holds("coin", ALICE, new BigInteger("9999123456789012345678"));
    assertThat(found(node, Set.of(), COIN_FACE)).hasSize(1);
  }

  @Test
  void twoAddressesOfOneTokenAreFoundAndEqualRoundBalancesOfTwoTokensAreNone() {
    Node node = new Node(true);
    node.ledgerOf.putAll(Map.of(TOKEN, "token", SAME_TOKEN, "token", OTHER, "other"));
    node.holds("token", ALICE, ROUND);
    node.holds("other", ALICE, ROUND);
    assertThat(found(node, Set.of(), TOKEN, OTHER)).isEmpty();
    node.holds("token", BOB, new BigInteger("123456789012345678901"));
    assertThat(found(node, Set.of(), TOKEN, SAME_TOKEN, OTHER))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.subject()).isEqualTo(SAME_TOKEN);
              assertThat(difference.text()).contains(TOKEN);
            });
  }
}
