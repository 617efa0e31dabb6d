package io.setoff.adapters.evm.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Position;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Balances that logs do not tell are read, and only those. */
class WalletTest {
  private static final ChainId CHAIN = ChainId.evm(7);
  private static final String TOKEN = Logs.address(1);
  private static final String ALICE = Logs.address(2);
  private static final String BOB = Logs.address(3);

  private static final String TRANSFER = "Transfer(address,address,uint256)";

  private final TokenDirectory tokens = new TokenDirectory(CHAIN, Map.of(TOKEN, "TKN"));
  private final Wallet wallet = new Wallet(CHAIN, tokens, "ETH", 18, Set.of());
  private final MapRows rows = new MapRows();

  /** One token of which everybody has the same. */
  private final CallsNode node = new CallsNode("node", this::reply);

  private long balance = 100;
  private long decimals = 6;
  private int coins = 1;
  private int balancesAsked;

  private String reply(JsonNode call) {
    if (CallsNode.isProbe(call)) {
      return CallsNode.error(-32_000, "unknown block");
    }
    if (call.path("method").asText().equals("eth_getBalance")) {
      return CallsNode.result("0x" + coins);
    }
    String decimalsOf = EvmCall.of(TOKEN, "decimals()").data();
    boolean ofDecimals = call.at("/params/0/data").asText().equals(decimalsOf);
    boolean ofBalance = call.at("/params/0/to").asText().equals(TOKEN) && !ofDecimals;
    balancesAsked += ofBalance ? 1 : 0;
    return CallsNode.result("0x%064x".formatted(ofDecimals ? decimals : balance));
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        height, "0x%064x".formatted(1_000 + height), "0x", Instant.ofEpochSecond(height));
  }

  private void read(long height) {
    try (RpcPool pool =
        RpcPool.over("wallet", List.of(node), RpcSettings.DEFAULT, InstantSource.system())) {
      ViewPlan plan = new ViewPlan(block(height));
      tokens.discover(rows, plan);
      wallet.refresh(new TreeSet<>(List.of(ALICE)), rows, plan);
      plan.run(new EvmRpc(pool), rows);
    }
  }

  private long balance() {
    return wallet.tokenBalances(ALICE, rows).getOrDefault(TOKEN, BigInteger.ZERO).longValue();
  }

  private void fold(EvmLog log) {
    wallet.events().fold(log, List.of(), rows);
    tokens.events().fold(log, List.of(), rows);
  }

  @Test
  void anAccountThatIsForgottenIsReadAnewWhenItIsAskedForAgain() {
    read(1);
    assertThat(wallet.isRead(ALICE, rows)).isTrue();

    wallet.forget(ALICE, rows);

    assertThat(wallet.isRead(ALICE, rows)).isFalse();
    assertThat(wallet.nativeBalance(ALICE, rows)).isEmpty();
    assertThat(balance()).isZero();
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of(BOB, ALICE), BigInteger.valueOf(5)));
    balance = 105;
    read(3);
    assertThat(balance()).isEqualTo(105);
  }

  @Test
  void aTransferIsFoldedAndNothingIsReadForIt() {
    read(1);
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of(BOB, ALICE), BigInteger.TEN));
    read(2);
    assertThat(balance()).isEqualTo(110);
    assertThat(balancesAsked).isOne();
  }

  @Test
  void aTransferOfAnotherFormIsRead() {
    read(1);
    balance = 7;
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of()));
    read(2);
    assertThat(balance()).isEqualTo(7);
    balance = 8;
    read(3);
    assertThat(balance()).as("nothing has happened since").isEqualTo(7);
  }

  @Test
  void whatAComparisonFoundIsReadAnewAndThreeTimesMeansAlways() {
    read(1);
    for (long height = 2; height < 2 + Doubts.MOST_DIFFERENCES; height++) {
      balance = 200 + height;
      Doubts.differs(rows, TOKEN, height, block(height + 1));
      read(height + 1);
      assertThat(balance()).isEqualTo(200 + height);
    }
    balance = 5;
    read(100);
    assertThat(balance()).isEqualTo(5);
  }

  @Test
  void decimalsThatChangeAreReadWithTheNextMoveAndSaid() {
    read(1);
    decimals = 18;
    assertThat(tokens.token(TOKEN, rows).decimals()).hasValue(6);
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of(BOB, ALICE), BigInteger.TEN));
    read(2);
    assertThat(tokens.token(TOKEN, rows).decimals()).hasValue(18);
    assertThat(tokens.change(TOKEN, block(2), rows))
        .hasValue("TKN told 6 decimals before block 2 and tells 18 since");
    assertThat(tokens.change(TOKEN, block(2 + 24 * 3600), rows)).isEmpty();
  }

  @Test
  void aNewImplementationIsReadWhole() {
    read(1);
    balance = 3;
    decimals = 0;
    fold(Logs.log(2, 0, TOKEN, "Upgraded(address)", List.of(BOB)));
    read(2);
    assertThat(balance()).isEqualTo(3);
    assertThat(tokens.token(TOKEN, rows).decimals()).hasValue(0);
  }

  /** What is said of the wallet's coin after a block at which nothing could be read. */
  private List<GapKind> gapsOfTheCoin() {
    ViewPlan plan = new ViewPlan(block(2));
    wallet.refresh(new TreeSet<>(List.of(ALICE)), rows, plan);
    plan.skip(rows);
    List<GapKind> gaps = new ArrayList<>();
    wallet.read(
        new AccountId(CHAIN, ALICE),
        block(2),
        rows,
        new PositionSink() {
          @Override
          public void position(Position position) {
            if (position.label().equals("ETH")) {
              position.gaps().forEach(gap -> gaps.add(gap.kind()));
            }
          }

          @Override
          public void gap(VenueId venue, Gap gap) {
            if (gap.subject().equals(wallet.nativeCoin().value())) {
              gaps.add(gap.kind());
            }
          }
        });
    return gaps;
  }

  @Test
  void aCoinThatCouldNotBeReadAtThisBlockIsAGapWhateverItWasBefore() {
    read(1);
    assertThat(gapsOfTheCoin()).containsExactly(GapKind.PARTIAL_READ);
    coins = 0;
    read(1);
    assertThat(gapsOfTheCoin()).containsExactly(GapKind.PARTIAL_READ);
  }

  /** This node answers none of them together, which is learned of it. */
  @Test
  void theCoinsOfAllAccountsAreOneRequest() {
    read(1);
    TreeSet<String> accounts = new TreeSet<>();
    for (int i = 10; i < 60; i++) {
      accounts.add(Logs.address(i));
    }
    try (RpcPool pool =
        RpcPool.over("wallet", List.of(node), RpcSettings.DEFAULT, InstantSource.system())) {
      EvmRpc rpc = new EvmRpc(pool);
      int before = 0;
      for (long height = 2; height < 7; height++) {
        before = node.requests();
        ViewPlan plan = new ViewPlan(block(height));
        wallet.refresh(accounts, rows, plan);
        plan.run(rpc, rows);
      }
      assertThat(node.requests() - before).isEqualTo(1);
    }
  }
}
