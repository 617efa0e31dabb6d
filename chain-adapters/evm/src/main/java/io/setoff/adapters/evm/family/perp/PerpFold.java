package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.List;

/** What the logs of a deployment say: prices, sizes, orders and collateral. */
final class PerpFold {
  /** AccountBalance treats smaller sizes as nothing. */
  private static final BigInteger DUST = BigInteger.TEN;

  private final PerpTables tables;
  private final TokenDirectory tokens;

  PerpFold(PerpTables tables, TokenDirectory tokens) {
    this.tables = tables;
    this.tokens = tokens;
  }

  EventFold events() {
    return new EventFold()
        .accountTables(tables.takers(), tables.orders(), tables.collaterals())
        .onDiscovery("PoolAdded(address,uint24,address)", this::poolAdded)
        .on(
            "Swap(address,address,int256,int256,uint160,uint128,int24)",
            (log, rows) -> price(log, log.data().word(2), rows))
        .on(
            "PositionChanged(address,address,int256,int256,uint256,int256,int256,uint256)",
            this::positionChanged)
        .on(
            "PositionClosed(address,address,int256,int256,int256,int256,uint256)",
            this::positionClosed)
        .on(
            "LiquidityChanged(address,address,address,int24,int24,int256,int256,int128,uint256)",
            this::liquidityChanged)
        .on("Deposited(address,address,uint256)", (log, rows) -> moved(log, rows, 1))
        .on("Withdrawn(address,address,uint256)", (log, rows) -> moved(log, rows, -1))
        .on(
            "CollateralLiquidated(address,address,address,uint256,uint256,uint256,uint24)",
            this::collateralLiquidated);
  }

  static boolean isDust(BigInteger size) {
    return size.abs().compareTo(DUST) < 0;
  }

  private void poolAdded(EvmLog log, RowEditor rows) {
    String pool = log.topicAddress(2);
    rows.put(tables.pool(pool), List.of(log.topicWord(0)), log.origin());
  }

  private void price(EvmLog log, BigInteger sqrtPrice, RowEditor rows) {
    rows.get(tables.pool(log.address()))
        .ifPresent(
            pool ->
                rows.put(
                    tables.market(EvmAddress.of(pool.word(0))), List.of(sqrtPrice), log.origin()));
  }

  /** PositionChanged(trader, baseToken, exchangedSize, exchangedNotional, fee, openNotional, …). */
  private void positionChanged(EvmLog log, RowEditor rows) {
    String trader = log.topicAddress(0);
    RowKey key = tables.taker(trader, log.topicAddress(1));
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger size = before.add(log.data().signedWord(0));
    boolean deregistered = log.data().signedWord(3).signum() == 0 && isDust(size);
    member(trader, log, rows);
    rows.put(key, List.of(deregistered ? BigInteger.ZERO : size), log.origin());
  }

  /** A closed market pays the position out. */
  private void positionClosed(EvmLog log, RowEditor rows) {
    RowKey key = tables.taker(log.topicAddress(0), log.topicAddress(1));
    rows.put(key, List.of(BigInteger.ZERO), log.origin());
  }

  /** LiquidityChanged(maker, baseToken, quoteToken, lower, upper, base, quote, liquidity, fee). */
  private void liquidityChanged(EvmLog log, RowEditor rows) {
    String maker = log.topicAddress(0);
    String baseToken = log.topicAddress(1);
    int lower = log.data().signedWord(0).intValueExact();
    int upper = log.data().signedWord(1).intValueExact();
    RowKey key = tables.order(maker, baseToken, lower, upper);
    MakerOrder before =
        rows.get(key)
            .map(row -> MakerOrder.of(row.words()))
            .orElse(new MakerOrder(baseToken, lower, upper, BigInteger.ZERO, BigInteger.ZERO));
    member(maker, log, rows);
    BigInteger change = log.data().signedWord(4);
    if (change.signum() == 0) {
      return;
    }
    MakerOrder after = before.changed(log.data().signedWord(2), change);
    if (after.liquidity().signum() == 0) {
      rows.delete(key);
    } else {
      rows.put(key, after.words(), log.origin());
    }
  }

  /** Deposited and Withdrawn(collateralToken, trader, amount). */
  private void moved(EvmLog log, RowEditor rows, int sign) {
    BigInteger amount = log.data().word(0).multiply(BigInteger.valueOf(sign));
    collateral(log.topicAddress(1), log.topicAddress(0), amount, log, rows);
  }

  /** CollateralLiquidated(trader, collateralToken, liquidator, collateral, …). */
  private void collateralLiquidated(EvmLog log, RowEditor rows) {
    BigInteger amount = log.data().word(0).negate();
    collateral(log.topicAddress(0), log.topicAddress(1), amount, log, rows);
  }

  private void collateral(
      String trader, String token, BigInteger change, EvmLog log, RowEditor rows) {
    RowKey key = tables.collateral(trader, token);
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    rows.put(key, List.of(before.add(change)), log.origin());
    tokens.met(token, log.origin(), rows);
    member(trader, log, rows);
  }

  private void member(String account, EvmLog log, RowEditor rows) {
    RowKey key = tables.member(account);
    if (rows.get(key).isEmpty()) {
      rows.put(key, List.of(), log.origin());
    }
  }
}
