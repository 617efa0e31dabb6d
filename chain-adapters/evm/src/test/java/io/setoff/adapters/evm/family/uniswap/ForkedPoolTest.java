package io.setoff.adapters.evm.family.uniswap;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fork of Uniswap v3 whose Swap has other arguments, as PancakeSwap's has. */
class ForkedPoolTest {
  private static final VenueId VENUE = new VenueId(ChainId.evm(7), "uniswap-v3", "fork");
  private static final String POOL = Logs.address(1);
  private static final BigInteger ONE = BigInteger.TWO.pow(96);
  private static final BigInteger TWO = BigInteger.TWO.pow(97);
  private static final BigInteger LIQUIDITY = BigInteger.TEN.pow(18);

  private final MapRows rows = new MapRows();
  private final PoolFold pools = new PoolFold("", Logs.address(9));
  private final EventFold events = new EventFold();
  private final List<EvmLog> transaction = new ArrayList<>();

  ForkedPoolTest() {
    pools.register(events);
    PoolState.Terms terms =
        new PoolState.Terms(Logs.address(2), Logs.address(3), BigInteger.valueOf(3_000), 60);
    EvmLog created = Logs.log(1, 0, POOL, "PoolCreated()", List.of());
    pools.create(POOL, PoolState.created(terms).at(ONE, 0, LIQUIDITY), created.origin(), rows);
  }

  private void fold(String signature, BigInteger... data) {
    EvmLog log =
        Logs.log(
            2,
            transaction.size(),
            POOL,
            signature,
            List.of(Logs.address(4), Logs.address(4)),
            data);
    events.fold(log, transaction, rows);
    transaction.add(log);
  }

  private static AbiWords words(BigInteger... words) {
    StringBuilder hex = new StringBuilder();
    for (BigInteger word : words) {
      hex.append("%064x".formatted(word));
    }
    return AbiWords.of(HexFormat.of().parseHex(hex));
  }

  @Test
  void itsSwapIsNotTakenForAnotherAndTheMoveIsFoundInThePool() {
    BigInteger tick = BigInteger.valueOf(13_863);
    fold(
        "Swap(address,address,int256,int256,uint160,uint128,int24,uint128,uint128)",
        BigInteger.TEN,
        BigInteger.TEN.negate(),
        TWO,
        LIQUIDITY,
        tick,
        BigInteger.ZERO,
        BigInteger.ZERO);
    ViewCheck price = pools.checks(VENUE, POOL, rows).get(0);
    ViewCheck liquidity = pools.checks(VENUE, POOL, rows).get(1);
    assertThat(price.expected()).isEqualTo(ONE);
    assertThat(price.differs(words(TWO, tick))).isTrue();
    assertThat(liquidity.differs(words(LIQUIDITY))).isFalse();
  }
}
