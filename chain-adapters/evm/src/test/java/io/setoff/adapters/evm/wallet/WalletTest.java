package io.setoff.adapters.evm.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
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

  /** Which a node is asked for, to see whether it heeds hashes. */
  private static final String NO_BLOCK = "0x%064x".formatted(1);

  private static final String TRANSFER = "Transfer(address,address,uint256)";

  private final TokenDirectory tokens = new TokenDirectory(CHAIN, Map.of(TOKEN, "TKN"));
  private final Wallet wallet = new Wallet(CHAIN, tokens, "ETH", 18, Set.of());
  private final MapRows rows = new MapRows();
  private final Contract contract = new Contract();

  /** One token of which everybody has the same. */
  private static final class Contract implements RpcTransport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private long balance = 100;
    private long decimals = 6;
    private int balancesAsked;

    @Override
    public String name() {
      return "node";
    }

    @Override
    public InputStream post(byte[] body) {
      try {
        JsonNode request = JSON.readTree(body);
        ArrayNode replies = JSON.createArrayNode();
        (request.isArray() ? request : JSON.createArrayNode().add(request))
            .forEach(call -> replies.add(reply(call)));
        return new ByteArrayInputStream(
            JSON.writeValueAsBytes(request.isArray() ? replies : replies.get(0)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ObjectNode reply(JsonNode call) {
      ObjectNode reply = JSON.createObjectNode();
      reply.put("jsonrpc", "2.0").set("id", call.path("id"));
      if (call.path("params").path(1).path("blockHash").asText().equals(NO_BLOCK)) {
        reply.putObject("error").put("code", -32_000).put("message", "unknown block");
        return reply;
      }
      if (call.path("method").asText().equals("eth_getBalance")) {
        return reply.put("result", "0x1");
      }
      boolean ofDecimals =
          call.path("params")
              .path(0)
              .path("data")
              .asText()
              .equals(EvmCall.of(TOKEN, "decimals()").data());
      boolean ofBalance = call.path("params").path(0).path("to").asText().equals(TOKEN);
      balancesAsked += ofBalance && !ofDecimals ? 1 : 0;
      return reply.put("result", "0x%064x".formatted(ofDecimals ? decimals : balance));
    }
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        height, "0x%064x".formatted(1_000 + height), "0x", Instant.ofEpochSecond(height));
  }

  private void read(long height) {
    try (RpcPool pool =
        RpcPool.over("wallet", List.of(contract), RpcSettings.DEFAULT, InstantSource.system())) {
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
    contract.balance = 105;
    read(3);
    assertThat(balance()).isEqualTo(105);
  }

  @Test
  void aTransferIsFoldedAndNothingIsReadForIt() {
    read(1);
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of(BOB, ALICE), BigInteger.TEN));
    read(2);
    assertThat(balance()).isEqualTo(110);
    assertThat(contract.balancesAsked).isOne();
  }

  @Test
  void aTransferOfAnotherFormIsRead() {
    read(1);
    contract.balance = 7;
    fold(Logs.log(2, 0, TOKEN, TRANSFER, List.of()));
    read(2);
    assertThat(balance()).isEqualTo(7);
    contract.balance = 8;
    read(3);
    assertThat(balance()).as("nothing has happened since").isEqualTo(7);
  }

  @Test
  void whatAComparisonFoundIsReadAnewAndThreeTimesMeansAlways() {
    read(1);
    for (long height = 2; height < 2 + Doubts.MOST_DIFFERENCES; height++) {
      contract.balance = 200 + height;
      Doubts.differs(rows, TOKEN, height, block(height + 1));
      read(height + 1);
      assertThat(balance()).isEqualTo(200 + height);
    }
    contract.balance = 5;
    read(100);
    assertThat(balance()).isEqualTo(5);
  }

  @Test
  void decimalsThatChangeAreReadWithTheNextMoveAndSaid() {
    read(1);
    contract.decimals = 18;
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
    contract.balance = 3;
    contract.decimals = 0;
    fold(Logs.log(2, 0, TOKEN, "Upgraded(address)", List.of(BOB)));
    read(2);
    assertThat(balance()).isEqualTo(3);
    assertThat(tokens.token(TOKEN, rows).decimals()).hasValue(0);
  }
}
