package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.model.Detail;
import io.setoff.model.PositionKind;
import io.setoff.store.MemoryPositionStore;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Random trades and ranges on a real pool: after any of them the folded fees and amounts equal what
 * the contracts would pay out, to the last unit.
 */
class UniswapFuzzIT {
  private static final long SEED = 20261121;
  private static final int OPERATIONS = 240;
  private static final int OPERATIONS_PER_CHECK = 12;
  private static final int MAX_TOKEN_ID = 60;
  private static final BigInteger NEVER = UniswapViews.ALL;

  private final Random random = new Random(SEED);
  private int done;

  @Test
  void feesAndAmountsEqualTheContracts() {
    try (Devnet devnet = Devnet.start()) {
      devnet.play();
      try (DevnetChain chain = new DevnetChain(devnet, "B")) {
        String trader = devnet.account("trader");
        fund(devnet, chain, trader);
        List<String> accounts =
            List.of("alice", "bob", "dave", "erin", "frank", "grace", "heidi", "hedged", "trader")
                .stream()
                .map(devnet::account)
                .toList();
        IndexedChain indexed =
            new IndexedChain(chain, new MemoryPositionStore(), List.of(trader), 1_000_000);
        for (int i = 0; i < OPERATIONS; i += OPERATIONS_PER_CHECK) {
          indexed.advanceTo(Long.MAX_VALUE);
          for (int j = 0; j < OPERATIONS_PER_CHECK; j++) {
            operate(chain, indexed, trader);
          }
          indexed.advanceTo(Long.MAX_VALUE);
          assertThat(withoutOthers(UniswapViews.indexed(indexed, accounts)))
              .as("seed %d, after %d operations", SEED, i + OPERATIONS_PER_CHECK)
              .isEqualTo(
                  withoutOthers(UniswapViews.stated(chain, indexed.head().height(), MAX_TOKEN_ID)));
        }
        assertThat(done).isGreaterThan(OPERATIONS / 2);
      }
    }
  }

  /** Ivan's pool with the odd token takes no part. */
  private static Map<String, String> withoutOthers(Map<String, String> positions) {
    positions.remove("8");
    return positions;
  }

  private static void fund(Devnet devnet, DevnetChain chain, String trader) {
    String weth = chain.address("tokens/WETH");
    String usdc = chain.address("tokens/USDC");
    String keeper = devnet.account("keeper");
    chain.rpc().call("anvil_setBalance", trader, "0x" + BigInteger.TEN.pow(24).toString(16));
    send(chain, trader, weth, BigInteger.TEN.pow(22), "deposit()");
    send(
        chain,
        keeper,
        usdc,
        BigInteger.ZERO,
        "mint(address,uint256)",
        EvmAddress.toWord(trader),
        BigInteger.TEN.pow(15));
    for (String spender : List.of("uniswap/router", "uniswap/position_manager")) {
      for (String token : List.of(weth, usdc)) {
        send(
            chain,
            trader,
            token,
            BigInteger.ZERO,
            "approve(address,uint256)",
            EvmAddress.toWord(chain.address(spender)),
            NEVER);
      }
    }
  }

  private void operate(DevnetChain chain, IndexedChain indexed, String trader) {
    String pool = random.nextBoolean() ? "ETH/USDC" : "ETH/USDC low";
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> swap(chain, trader, pool, true);
      case 4, 5 -> swap(chain, trader, pool, false);
      case 6, 7 -> open(chain, trader, pool);
      default -> change(chain, indexed, trader);
    }
  }

  private void swap(DevnetChain chain, String trader, String pool, boolean exactInput) {
    boolean sellWeth = random.nextBoolean();
    String in = chain.address("tokens/" + (sellWeth ? "WETH" : "USDC"));
    String out = chain.address("tokens/" + (sellWeth ? "USDC" : "WETH"));
    boolean amountIsWeth = sellWeth == exactInput;
    BigInteger amount = amount(amountIsWeth ? 20 : 11);
    BigInteger limit = exactInput ? BigInteger.ZERO : NEVER;
    done +=
        send(
            chain,
            trader,
            chain.address("uniswap/router"),
            BigInteger.ZERO,
            (exactInput ? "exactInputSingle" : "exactOutputSingle")
                + "((address,address,uint24,address,uint256,uint256,uint256,uint160))",
            EvmAddress.toWord(in),
            EvmAddress.toWord(out),
            fee(pool),
            EvmAddress.toWord(trader),
            NEVER,
            amount,
            limit,
            BigInteger.ZERO);
  }

  /** Any number of at most {@code digits} digits; every length is as likely. */
  private BigInteger amount(int digits) {
    BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(digits));
    return new BigInteger(bound.bitLength() + 8, random).mod(bound).add(BigInteger.ONE);
  }

  private static BigInteger fee(String pool) {
    return BigInteger.valueOf(pool.equals("ETH/USDC") ? 3_000 : 500);
  }

  private void open(DevnetChain chain, String trader, String pool) {
    int spacing = pool.equals("ETH/USDC") ? 60 : 10;
    int tick = tick(chain, pool);
    int lower = Math.floorDiv(tick + random.nextInt(6_000) - 4_000, spacing) * spacing;
    int upper = lower + spacing * (1 + random.nextInt(60));
    done +=
        send(
            chain,
            trader,
            chain.address("uniswap/position_manager"),
            BigInteger.ZERO,
            "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,"
                + "uint256))",
            EvmAddress.toWord(chain.address("tokens/WETH")),
            EvmAddress.toWord(chain.address("tokens/USDC")),
            fee(pool),
            BigInteger.valueOf(lower),
            BigInteger.valueOf(upper),
            amount(20),
            amount(11),
            BigInteger.ZERO,
            BigInteger.ZERO,
            EvmAddress.toWord(trader),
            NEVER);
  }

  private static int tick(DevnetChain chain, String pool) {
    String address = chain.address("uniswap/pools/" + pool.replace("/", "~1"));
    return chain.view(chain.head(), address, "slot0()").signedWord(1).intValueExact();
  }

  private void change(DevnetChain chain, IndexedChain indexed, String trader) {
    List<Detail.Range> own =
        indexed.read(trader).positions().stream()
            .filter(position -> position.kind() == PositionKind.LP_RANGE)
            .map(position -> (Detail.Range) position.detail())
            .toList();
    if (own.isEmpty()) {
      return;
    }
    Detail.Range range = own.get(random.nextInt(own.size()));
    BigInteger tokenId = new BigInteger(range.tokenId());
    String manager = chain.address("uniswap/position_manager");
    done +=
        switch (random.nextInt(3)) {
          case 0 ->
              send(
                  chain,
                  trader,
                  manager,
                  BigInteger.ZERO,
                  "increaseLiquidity((uint256,uint256,uint256,uint256,uint256,uint256))",
                  tokenId,
                  amount(19),
                  amount(10),
                  BigInteger.ZERO,
                  BigInteger.ZERO,
                  NEVER);
          case 1 ->
              send(
                  chain,
                  trader,
                  manager,
                  BigInteger.ZERO,
                  "decreaseLiquidity((uint256,uint128,uint256,uint256,uint256))",
                  tokenId,
                  random.nextBoolean() ? range.liquidity() : range.liquidity().shiftRight(2),
                  BigInteger.ZERO,
                  BigInteger.ZERO,
                  NEVER);
          default ->
              send(
                  chain,
                  trader,
                  manager,
                  BigInteger.ZERO,
                  "collect((uint256,address,uint128,uint128))",
                  tokenId,
                  EvmAddress.toWord(trader),
                  random.nextBoolean() ? UniswapViews.ALL : amount(15),
                  random.nextBoolean() ? UniswapViews.ALL : amount(7));
        };
  }

  /** Sends from an account that anvil holds the key of; 1 when it was mined, 0 when refused. */
  private static int send(
      DevnetChain chain,
      String from,
      String to,
      BigInteger wei,
      String signature,
      BigInteger... arguments) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("from", from);
    transaction.put("to", to);
    transaction.put("value", "0x" + wei.toString(16));
    transaction.put("data", EvmCall.of(to, signature, arguments).data());
    RpcReply reply =
        chain.rpc().batch(List.of(RpcCall.of("eth_sendTransaction", transaction))).get(0);
    if (!(reply instanceof RpcReply.Result sent)) {
      return 0;
    }
    // The node answers before it mines, and meanwhile gives the old block the new state.
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> !chain.rpc().call("eth_getTransactionReceipt", sent.value().asText()).isNull());
    return 1;
  }
}
