package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.List;

/**
 * What the logs of a market say.
 *
 * <p>Scaled balances come from the aToken's and debt token's own Mint, Burn and BalanceTransfer
 * logs, which also cover transfers, liquidations and credit delegation; the Pool's Supply and
 * Withdraw do not.
 */
final class AaveFold {
  private final AaveTables tables;
  private final TokenDirectory tokens;

  AaveFold(AaveTables tables, TokenDirectory tokens) {
    this.tables = tables;
    this.tokens = tokens;
  }

  EventFold events() {
    return new EventFold()
        .accountTables(tables.scaledBalances(), tables.stableDebts())
        .onDiscovery(
            "ReserveInitialized(address,address,address,address,address)", this::initialized)
        .on(
            "ReserveDataUpdated(address,uint256,uint256,uint256,uint256,uint256)",
            this::reserveData)
        .on(
            "ReserveUsedAsCollateralEnabled(address,address)",
            (log, rows) -> collateral(log, rows, BigInteger.ONE))
        .on(
            "ReserveUsedAsCollateralDisabled(address,address)",
            (log, rows) -> collateral(log, rows, BigInteger.ZERO))
        .on("Mint(address,address,uint256,uint256,uint256)", this::mint)
        .on("Burn(address,address,uint256,uint256,uint256)", this::burn)
        .on("BalanceTransfer(address,address,uint256,uint256)", this::balanceTransfer)
        .on(
            "Mint(address,address,uint256,uint256,uint256,uint256,uint256,uint256)",
            this::stableMint)
        .on("Burn(address,uint256,uint256,uint256,uint256,uint256)", this::stableBurn);
  }

  private void initialized(EvmLog log, RowEditor rows) {
    String asset = log.topicAddress(0);
    tokens.met(asset, log.origin(), rows);
    carrier(log, log.topicAddress(1), Carrier.Kind.A_TOKEN, asset, rows);
    carrier(log, log.data().address(0), Carrier.Kind.STABLE_DEBT, asset, rows);
    carrier(log, log.data().address(1), Carrier.Kind.VARIABLE_DEBT, asset, rows);
  }

  private void carrier(EvmLog log, String token, Carrier.Kind kind, String asset, RowEditor rows) {
    rows.put(tables.carrier(token), new Carrier(kind, asset).words(), log.origin());
    tokens.receipt(token, log.origin(), rows);
  }

  private void reserveData(EvmLog log, RowEditor rows) {
    Reserve reserve =
        new Reserve(
            log.data().word(0),
            log.data().word(2),
            log.data().word(3),
            log.data().word(4),
            BigInteger.valueOf(log.time().getEpochSecond()));
    rows.put(tables.reserve(log.topicAddress(0)), reserve.words(), log.origin());
  }

  private void collateral(EvmLog log, RowEditor rows, BigInteger on) {
    RowKey key = tables.collateralFlag(log.topicAddress(1), log.topicAddress(0));
    rows.put(key, List.of(on), log.origin());
  }

  /** Mint(caller, onBehalfOf, value, balanceIncrease, index): value - balanceIncrease came in. */
  private void mint(EvmLog log, RowEditor rows) {
    BigInteger amount = log.data().word(0).subtract(log.data().word(1));
    changeScaled(log, log.topicAddress(1), amount, log.data().word(2), rows);
  }

  /** Burn(from, target, value, balanceIncrease, index): value + balanceIncrease went out. */
  private void burn(EvmLog log, RowEditor rows) {
    BigInteger amount = log.data().word(0).add(log.data().word(1));
    changeScaled(log, log.topicAddress(0), amount.negate(), log.data().word(2), rows);
  }

  /**
   * Changes a scaled balance by what the contract changed it: the amount over the index, rounded
   * half up. A burn that is smaller than the accrued interest is logged as a Mint with a negative
   * amount.
   */
  private void changeScaled(
      EvmLog log, String account, BigInteger amount, BigInteger index, RowEditor rows) {
    BigInteger scaled = RayMath.div(amount.abs(), index);
    addScaled(log, account, amount.signum() < 0 ? scaled.negate() : scaled, rows);
  }

  /** BalanceTransfer(from, to, value, index): value is scaled already. */
  private void balanceTransfer(EvmLog log, RowEditor rows) {
    BigInteger scaled = log.data().word(0);
    addScaled(log, log.topicAddress(0), scaled.negate(), rows);
    addScaled(log, log.topicAddress(1), scaled, rows);
  }

  private void addScaled(EvmLog log, String account, BigInteger change, RowEditor rows) {
    RowKey key = tables.scaledBalance(account, log.address());
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    if (change.signum() != 0) {
      rows.put(key, List.of(before.add(change)), log.origin());
    }
  }

  /** Mint(user, onBehalfOf, amount, currentBalance, balanceIncrease, newRate, avgRate, supply). */
  private void stableMint(EvmLog log, RowEditor rows) {
    RowKey key = tables.stableDebt(log.topicAddress(1), log.address());
    BigInteger principal = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    stable(log, key, principal.add(log.data().word(0)), log.data().word(3), rows);
  }

  /** Burn(from, amount, currentBalance, balanceIncrease, avgRate, supply): the rate stays. */
  private void stableBurn(EvmLog log, RowEditor rows) {
    RowKey key = tables.stableDebt(log.topicAddress(0), log.address());
    Row before =
        rows.get(key).orElseThrow(() -> new IllegalStateException("burns unknown debt: " + log));
    stable(log, key, before.word(0).subtract(log.data().word(0)), before.word(1), rows);
  }

  private static void stable(
      EvmLog log, RowKey key, BigInteger principal, BigInteger rate, RowEditor rows) {
    BigInteger time = BigInteger.valueOf(log.time().getEpochSecond());
    rows.put(key, List.of(principal, rate, time), log.origin());
  }
}
