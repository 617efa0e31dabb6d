package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.model.Detail;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Margin;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.store.MemoryPositionStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every quantity equals the protocol's own view at the same block, to the last unit: for every
 * account, after every step of the story, and after time has passed without events.
 */
class ProtocolViewsIT {
  private static final long MAX_TOKEN_ID = 20;
  private static Devnet devnet;
  private static List<Devnet.Step> story;
  private static final List<String> ACCOUNTS = new ArrayList<>();

  /** Positions compared, by kind: a comparison of nothing with nothing proves nothing. */
  private final Map<PositionKind, Integer> compared = new EnumMap<>(PositionKind.class);

  @BeforeAll
  static void playStory() {
    devnet = Devnet.start();
    story = devnet.play();
    devnet
        .deployment()
        .path("accounts")
        .forEach(a -> ACCOUNTS.add((a.isObject() ? a.path("address") : a).asText()));
  }

  @AfterAll
  static void stop() {
    devnet.close();
  }

  @Test
  void chainA() {
    try (DevnetChain chain = new DevnetChain(devnet, "A")) {
      IndexedChain indexed = index(chain);
      for (long height : checkpoints("A")) {
        indexed.advanceTo(height);
        for (String account : ACCOUNTS) {
          assertWallet(chain, indexed, account);
          assertAave(chain, indexed, account);
        }
      }
      for (Duration pause :
          List.of(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(200))) {
        chain.passTime(pause);
        indexed.advanceTo(chain.head());
        ACCOUNTS.forEach(account -> assertAave(chain, indexed, account));
      }
      assertOnlyNodecHasGaps(indexed);
      assertThat(compared.get(PositionKind.LEND)).isGreaterThan(300);
      assertThat(compared.get(PositionKind.BORROW)).isGreaterThan(100);
    }
  }

  @Test
  void chainB() {
    try (DevnetChain chain = new DevnetChain(devnet, "B")) {
      IndexedChain indexed = index(chain);
      for (long height : checkpoints("B")) {
        indexed.advanceTo(height);
        for (String account : ACCOUNTS) {
          assertWallet(chain, indexed, account);
          assertPerp(chain, indexed, account);
          assertVault(chain, indexed, account);
        }
        assertUniswap(chain, indexed);
      }
      assertOnlyNodecHasGaps(indexed);
      for (Duration pause :
          List.of(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(200))) {
        chain.passTime(pause);
        indexed.advanceTo(chain.head());
        ACCOUNTS.forEach(account -> assertPerp(chain, indexed, account));
        assertUniswap(chain, indexed);
      }
      assertThat(compared.get(PositionKind.LP_RANGE)).isGreaterThan(300);
      assertThat(compared.get(PositionKind.PERP)).isGreaterThan(100);
      assertThat(compared.get(PositionKind.MARGIN)).isGreaterThan(100);
      assertThat(compared.get(PositionKind.LEND)).isGreaterThan(10);
      assertThat(compared.get(PositionKind.BORROW)).isGreaterThan(10);
    }
  }

  private static IndexedChain index(DevnetChain chain) {
    return new IndexedChain(chain, new MemoryPositionStore(), ACCOUNTS, 1_000_000);
  }

  private static List<Long> checkpoints(String chain) {
    return story.stream().map(step -> step.height(chain)).distinct().toList();
  }

  private void assertWallet(DevnetChain chain, IndexedChain indexed, String account) {
    long height = indexed.head().height();
    List<Position> spot = of(indexed, account, PositionKind.SPOT);
    TreeMap<String, BigInteger> expected = new TreeMap<>();
    put(expected, "ETH", chain.nativeBalance(height, account));
    for (String symbol : chain.names("tokens")) {
      if (!symbol.equals("NODEC") && hasCode(chain, height, symbol)) {
        put(expected, symbol, chain.balanceOf(height, chain.address("tokens/" + symbol), account));
      }
    }
    TreeMap<String, BigInteger> actual = new TreeMap<>();
    spot.forEach(p -> actual.put(p.legs().get(0).symbol(), p.legs().get(0).amount().units()));
    assertThat(actual).as("wallet of %s at %s", account, height).isEqualTo(expected);
  }

  /** Reads that failed before a contract existed have been made up for. */
  private static void assertOnlyNodecHasGaps(IndexedChain indexed) {
    String nodec = devnet.deployment().at("/chains/B/tokens/NODEC").asText();
    for (String account : ACCOUNTS) {
      IndexedChain.Read read = indexed.read(account);
      assertThat(read.gaps()).as("venues of %s", account).isEmpty();
      for (Position position : read.positions()) {
        assertThat(position.gaps())
            .as("%s of %s", position.label(), account)
            .allMatch(
                gap -> gap.kind() == GapKind.DECIMALS_UNKNOWN && gap.subject().endsWith(nodec));
      }
    }
  }

  private static boolean hasCode(DevnetChain chain, long height, String symbol) {
    return !chain
        .rpc()
        .call("eth_getCode", chain.address("tokens/" + symbol), "0x" + Long.toHexString(height))
        .asText()
        .equals("0x");
  }

  private void assertAave(DevnetChain chain, IndexedChain indexed, String account) {
    long height = indexed.head().height();
    TreeMap<String, BigInteger> expected = new TreeMap<>();
    for (String reserve : chain.names("aave/reserves")) {
      String path = "aave/reserves/" + reserve;
      for (String token : List.of("a_token", "variable_debt", "stable_debt")) {
        String address = chain.address(path + "/" + token);
        if (token.equals("a_token")) {
          put(expected, address, chain.balanceOf(height, address, account));
        } else {
          put(expected, address, chain.balanceOf(height, address, account).negate());
        }
      }
    }
    TreeMap<String, BigInteger> actual = new TreeMap<>();
    Optional<BigDecimal> health = Optional.empty();
    for (PositionKind kind : List.of(PositionKind.LEND, PositionKind.BORROW)) {
      for (Position position : of(indexed, account, kind)) {
        Detail.Lend lend = (Detail.Lend) position.detail();
        String token = lend.token().value();
        actual.put(
            token.substring(token.lastIndexOf(':') + 1), position.legs().get(0).amount().units());
        assertThat(position.legs().get(0).countsAsCollateral())
            .as("%s of %s at %s", position.label(), account, height)
            .isEqualTo(kind == PositionKind.LEND && isCollateral(chain, height, position, account));
        health = position.margin().orElseThrow().healthFactor();
      }
    }
    assertThat(actual).as("Aave of %s at %s", account, height).isEqualTo(expected);
    if (!actual.isEmpty()) {
      BigInteger stated =
          chain
              .view(
                  height,
                  chain.address("aave/pool"),
                  "getUserAccountData(address)",
                  EvmAddress.toWord(account))
              .word(5);
      Optional<BigDecimal> expectedHealth =
          stated.bitLength() == 256 ? Optional.empty() : Optional.of(new BigDecimal(stated, 18));
      assertThat(health).isEqualTo(expectedHealth);
      assertThat(AaveHealth.of(chain, height, indexed.read(account).positions()))
          .as("health of %s at %s from thresholds and prices", account, height)
          .isEqualTo(expectedHealth);
    }
  }

  private static boolean isCollateral(
      DevnetChain chain, long height, Position position, String account) {
    String asset = position.legs().get(0).asset().value();
    return chain
            .view(
                height,
                chain.address("aave/data_provider"),
                "getUserReserveData(address,address)",
                EvmAddress.toWord(asset.substring(asset.lastIndexOf(':') + 1)),
                EvmAddress.toWord(account))
            .word(8)
            .signum()
        > 0;
  }

  private void assertUniswap(DevnetChain chain, IndexedChain indexed) {
    long height = indexed.head().height();
    Map<String, String> actual = UniswapViews.indexed(indexed, ACCOUNTS);
    assertThat(actual)
        .as("Uniswap at %s", height)
        .isEqualTo(UniswapViews.stated(chain, height, MAX_TOKEN_ID));
    compared.merge(PositionKind.LP_RANGE, actual.size(), Integer::sum);
  }

  private void assertPerp(DevnetChain chain, IndexedChain indexed, String account) {
    long height = indexed.head().height();
    String clearing = chain.address("perp/account_balance");
    TreeMap<String, BigInteger> expected = new TreeMap<>();
    TreeMap<String, BigInteger> actual = new TreeMap<>();
    if (!chain
        .rpc()
        .call("eth_getCode", clearing, "0x" + Long.toHexString(height))
        .asText()
        .equals("0x")) {
      for (String market : chain.names("perp/markets")) {
        String base = chain.address("perp/markets/" + market + "/base_token");
        put(
            expected,
            market,
            chain
                .view(
                    height,
                    clearing,
                    "getTotalPositionSize(address,address)",
                    EvmAddress.toWord(account),
                    EvmAddress.toWord(base))
                .signedWord(0));
      }
    }
    for (Position position : of(indexed, account, PositionKind.PERP)) {
      put(
          actual,
          ((Detail.Perp) position.detail()).market(),
          position.legs().get(0).amount().units());
    }
    assertThat(actual).as("perps of %s at %s", account, height).isEqualTo(expected);
    for (Position position : of(indexed, account, PositionKind.MARGIN)) {
      assertMargin(chain, height, account, position);
    }
  }

  private static void assertMargin(
      DevnetChain chain, long height, String account, Position position) {
    String vault = chain.address("perp/vault");
    BigInteger who = EvmAddress.toWord(account);
    assertThat(position.margin().orElseThrow().equity())
        .as("account value of %s at %s", account, height)
        .contains(
            new BigDecimal(
                chain.view(height, vault, "getAccountValue(address)", who).signedWord(0), 6));
    assertThat(withRole(position, LegRole.MARGIN_CASH).get(0).amount().units())
        .isEqualTo(
            chain.view(height, vault, "getSettlementTokenValue(address)", who).signedWord(0));
    for (Leg leg : withRole(position, LegRole.COLLATERAL)) {
      String token = leg.asset().value().substring(leg.asset().value().lastIndexOf(':') + 1);
      assertThat(leg.amount().units())
          .isEqualTo(
              chain
                  .view(
                      height,
                      vault,
                      "getBalanceByToken(address,address)",
                      who,
                      EvmAddress.toWord(token))
                  .signedWord(0));
    }
  }

  /** Everything is lent here in the vault: the chain has no other market. */
  private void assertVault(DevnetChain chain, IndexedChain indexed, String account) {
    long height = indexed.head().height();
    String vault = chain.address("cross_margin_vault");
    BigInteger who = EvmAddress.toWord(account);
    AbiWords held = chain.view(height, vault, "accounts(address)", who);
    TreeMap<String, BigInteger> expected = new TreeMap<>();
    put(expected, "WETH", held.word(0));
    put(expected, "USDC", held.word(1).negate());
    TreeMap<String, BigInteger> actual = new TreeMap<>();
    for (PositionKind kind : List.of(PositionKind.LEND, PositionKind.BORROW)) {
      for (Position position : of(indexed, account, kind)) {
        Leg leg = position.legs().get(0);
        actual.put(leg.symbol(), leg.amount().units());
        assertVaultMargin(chain, height, who, position);
      }
    }
    assertThat(actual).as("vault of %s at %s", account, height).isEqualTo(expected);
  }

  private static void assertVaultMargin(
      DevnetChain chain, long height, BigInteger who, Position position) {
    String vault = chain.address("cross_margin_vault");
    AbiWords value = chain.view(height, vault, "positionOf(address)", who);
    AbiWords quote = chain.view(height, vault, "marginOf(address)", who);
    BigInteger equity = value.word(0).subtract(value.word(1));
    Margin margin = position.margin().orElseThrow();
    assertThat(margin.equity()).contains(new BigDecimal(equity, 6));
    assertThat(margin.initial()).contains(new BigDecimal(quote.word(1), 6));
    assertThat(margin.maintenance()).contains(new BigDecimal(value.word(3), 6));
    assertThat(margin.available())
        .contains(new BigDecimal(equity.subtract(quote.word(1)).max(BigInteger.ZERO), 6));
  }

  private List<Position> of(IndexedChain indexed, String account, PositionKind kind) {
    List<Position> found =
        indexed.read(account).positions().stream().filter(p -> p.kind() == kind).toList();
    compared.merge(kind, found.size(), Integer::sum);
    return found;
  }

  private static List<Leg> withRole(Position position, LegRole role) {
    return position.legs().stream().filter(leg -> leg.role() == role).toList();
  }

  private static void put(Map<String, BigInteger> map, String key, BigInteger value) {
    if (value.signum() != 0) {
      map.put(key, value);
    }
  }
}
