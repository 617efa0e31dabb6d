package io.setoff.adapters.evm.family.perp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a comparison finds wrong of a perpetual is read anew, and what stays wrong is read whole.
 */
class PerpRereadTest {
  private static final ChainId CHAIN = ChainId.evm(7);
  private static final VenueId VENUE = new VenueId(CHAIN, "perp-v2", "curie");
  private static final PerpTables TABLES = PerpTables.of(VENUE);
  private static final String HOUSE = Logs.address(1);
  private static final String BALANCE = Logs.address(2);
  private static final String BASE = Logs.address(3);
  private static final String POOL = Logs.address(4);
  private static final String BOOK = Logs.address(5);
  private static final String ALICE = Logs.address(6);
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger PRICE = BigInteger.TWO.pow(96);

  private static final int LOWER = -600;
  private static final int UPPER = 600;

  private final MapRows rows = new MapRows();
  private final Contracts chain = new Contracts();
  private final PerpV2 perp =
      new PerpV2(
          VENUE,
          new PerpV2Contracts(HOUSE, BALANCE, Logs.address(7), Logs.address(8)),
          List.of(new PerpMarket(BASE, "ETH", new UnderlyingId("crypto:ETH"))),
          new TokenDirectory(CHAIN, Map.of()));

  /** Answers calls by their data; others revert. */
  private static final class Contracts {
    private final Map<String, String> answers = new LinkedHashMap<>();

    void answer(EvmCall call, BigInteger... words) {
      answers.put(
          call.to() + call.data(),
          "0x"
              + Arrays.stream(words)
                  .map(word -> "%064x".formatted(word.mod(BigInteger.TWO.pow(256))))
                  .collect(Collectors.joining()));
    }

    CallsNode node() {
      return new CallsNode("node", this::reply);
    }

    private String reply(JsonNode call) {
      if (CallsNode.isProbe(call)) {
        return CallsNode.error(-32_000, "unknown block");
      }
      JsonNode asked = call.path("params").path(0);
      String answer = answers.get(asked.path("to").asText() + asked.path("data").asText());
      return answer == null ? CallsNode.error(3, "execution reverted") : CallsNode.result(answer);
    }
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        height, "0x%064x".formatted(1_000 + height), "0x", Instant.ofEpochSecond(height));
  }

  private static EvmCall sizeCall(String signature) {
    return EvmCall.of(BALANCE, signature, EvmAddress.toWord(ALICE), EvmAddress.toWord(BASE));
  }

  private static BigInteger ether(long whole) {
    return ETHER.multiply(BigInteger.valueOf(whole));
  }

  /** Three taken, and an order of 100 units that has put 5 into the pool. */
  @BeforeEach
  void aTraderWithAnOrder() {
    Origin origin = Origin.read(block(1));
    rows.put(TABLES.pool(POOL), List.of(EvmAddress.toWord(BASE)), origin);
    rows.put(TABLES.market(BASE), List.of(PRICE), origin);
    rows.put(TABLES.member(ALICE), List.of(), origin);
    rows.put(TABLES.orderBook(), List.of(EvmAddress.toWord(BOOK)), origin);
    rows.put(TABLES.taker(ALICE, BASE), List.of(ether(3)), origin);
    rows.put(
        TABLES.order(ALICE, BASE, LOWER, UPPER),
        new MakerOrder(BASE, LOWER, UPPER, ether(100), ether(5)).words(),
        origin);
    chain.answer(
        EvmCall.of(POOL, "slot0()"),
        PRICE,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ONE);
    order(ether(100), ether(5));
    taker(ether(3));
  }

  private void taker(BigInteger size) {
    chain.answer(sizeCall("getTakerPositionSize(address,address)"), size);
  }

  private void order(BigInteger liquidity, BigInteger baseDebt) {
    BigInteger zero = BigInteger.ZERO;
    chain.answer(
        EvmCall.of(
            BOOK,
            "getOpenOrder(address,address,int24,int24)",
            EvmAddress.toWord(ALICE),
            EvmAddress.toWord(BASE),
            BigInteger.valueOf(LOWER),
            BigInteger.valueOf(UPPER)),
        liquidity,
        BigInteger.valueOf(LOWER),
        BigInteger.valueOf(UPPER),
        zero,
        zero,
        zero,
        zero,
        baseDebt,
        zero);
  }

  private void read(long height) {
    try (RpcPool pool =
        RpcPool.over("perp", List.of(chain.node()), RpcSettings.DEFAULT, InstantSource.system())) {
      ViewPlan plan = new ViewPlan(block(height));
      perp.refresh(new TreeSet<>(List.of(ALICE)), rows, plan);
      plan.run(new EvmRpc(pool), rows);
    }
  }

  private BigInteger size() {
    return perp.checks(ALICE, block(99), rows).getFirst().expected();
  }

  private BigInteger inPool(BigInteger liquidity) {
    return new MakerOrder(BASE, LOWER, UPPER, liquidity, BigInteger.ZERO).baseInPool(PRICE);
  }

  @Test
  void whatDoesNotDifferIsNotRead() {
    taker(ether(9));
    read(2);
    assertThat(size()).isEqualTo(ether(3).add(inPool(ether(100))).subtract(ether(5)));
  }

  @Test
  void whatWasTakenAndTheOrdersAreReadAnewOnce() {
    taker(ether(-4));
    order(ether(60), ether(1));
    Doubts.differs(rows, BALANCE, 2, block(3));
    read(3);
    assertThat(size()).isEqualTo(ether(-4).add(inPool(ether(60))).subtract(ether(1)));
    taker(ether(8));
    read(4);
    assertThat(size()).as("it has healed").isEqualTo(ether(-5).add(inPool(ether(60))));
  }

  @Test
  void anOrderThatIsGoneCountsForNothing() {
    order(BigInteger.ZERO, BigInteger.ZERO);
    Doubts.differs(rows, BALANCE, 2, block(3));
    read(3);
    assertThat(size()).isEqualTo(ether(3));
  }

  @Test
  void aLogThatCouldNotBeUnderstoodPutsTheSizeInDoubtToo() {
    taker(ether(7));
    Doubts.raise(rows, HOUSE, Origin.read(block(3)));
    read(4);
    assertThat(rows.get(TABLES.taker(ALICE, BASE)).orElseThrow().word(0)).isEqualTo(ether(7));
  }

  @Test
  void anAccountOfWhichNoLogToldIsFound() {
    rows.delete(TABLES.member(ALICE));
    rows.delete(TABLES.taker(ALICE, BASE));
    rows.delete(TABLES.order(ALICE, BASE, LOWER, UPPER));
    Doubts.differs(rows, BALANCE, 2, block(3));
    read(3);
    assertThat(size()).isEqualTo(ether(3));
  }

  @Test
  void whatKeepsDifferingIsReadWholeAtEveryBlock() {
    EvmCall whole = sizeCall("getTotalPositionSize(address,address)");
    for (long height = 2; height < 2 + Doubts.MOST_DIFFERENCES; height++) {
      Doubts.differs(rows, BALANCE, height, block(height + 1));
      chain.answer(whole, ether(-height));
      read(height + 1);
    }
    chain.answer(whole, ether(11));
    read(50);
    assertThat(size()).isEqualTo(ether(11));
  }
}
