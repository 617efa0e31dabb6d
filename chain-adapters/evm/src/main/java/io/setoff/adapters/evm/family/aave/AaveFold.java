package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
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
  private static final String TRANSFER = EventFold.topic("Transfer(address,address,uint256)");
  private static final String NOBODY = EvmAddress.of(BigInteger.ZERO);

  private final AaveTables tables;
  private final TokenDirectory tokens;
  private final Versions versions;

  AaveFold(AaveTables tables, TokenDirectory tokens, Versions versions) {
    this.tables = tables;
    this.tokens = tokens;
    this.versions = versions;
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
        .onWithEarlier("BalanceTransfer(address,address,uint256,uint256)", this::balanceTransfer)
        .on("Upgraded(address)", this::upgraded)
        .on(
            "LiquidationCall(address,address,address,uint256,uint256,address,bool)",
            this::liquidated)
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
    if (token.equals(NOBODY)) {
      return;
    }
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
   * Changes a scaled balance as the implementation in force does. A burn that is smaller than the
   * accrued interest is logged as a Mint with a negative amount.
   */
  private void changeScaled(
      EvmLog log, String account, BigInteger amount, BigInteger index, RowEditor rows) {
    RowKey key = tables.scaledBalance(account, log.address());
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger after =
        versions.rounding(carrier(log.address(), rows), rows).scaledAfter(before, amount, index);
    if (!after.equals(before)) {
      rows.put(key, List.of(after), log.origin());
    }
  }

  private Carrier carrier(String token, Rows rows) {
    return rows.get(tables.carrier(token))
        .map(Carrier::of)
        .orElseThrow(() -> new IllegalStateException(token + " is no token of the market"));
  }

  /**
   * BalanceTransfer(from, to, value, index): value is scaled since version 3.0.1. Before, it is the
   * amount, as the Transfer of the same token just before says.
   */
  private void balanceTransfer(EvmLog log, List<EvmLog> earlier, RowEditor rows) {
    BigInteger value = log.data().word(0);
    boolean unscaled =
        earlier.reversed().stream()
            .filter(transfer -> isTransferOf(log, transfer))
            .findFirst()
            .filter(transfer -> transfer.data().word(0).equals(value))
            .isPresent();
    BigInteger scaled = unscaled ? RayMath.div(value, log.data().word(1)) : value;
    addScaled(log, log.topicAddress(0), scaled.negate(), rows);
    addScaled(log, log.topicAddress(1), scaled, rows);
  }

  private static boolean isTransferOf(EvmLog log, EvmLog earlier) {
    return earlier.address().equals(log.address())
        && earlier.topics().size() == 3
        && earlier.topics().get(0).equals(TRANSFER)
        && earlier.topics().subList(1, 3).equals(log.topics().subList(1, 3));
  }

  private void upgraded(EvmLog log, RowEditor rows) {
    versions.upgraded(log.address(), log.origin(), rows);
  }

  /**
   * LiquidationCall(collateral, debt, user, debtToCover, amount, liquidator, receiveAToken). Who
   * takes aTokens leaves the collateral's indexes moved and its rates as they are: no log tells.
   */
  private void liquidated(EvmLog log, RowEditor rows) {
    if (log.data().word(3).signum() != 0) {
      Doubts.raise(rows, log.address(), log.origin());
    }
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
