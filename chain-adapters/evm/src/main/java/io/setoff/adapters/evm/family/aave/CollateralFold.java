package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.kernel.spi.RowEditor;
import java.math.BigInteger;
import java.util.List;

/**
 * What the logs of a market say about its terms for collateral: per reserve, per efficiency mode,
 * and which account is in which mode.
 *
 * <p>Sources: IPoolConfigurator.sol and EModeLogic.sol of aave-v3-core 1.19; from version 3.2 on a
 * reserve may be in several modes, and AssetCollateralInEModeChanged says so. A mode's own price
 * source, which version 3.2 took away, is not read.
 */
final class CollateralFold {
  private final AaveTables tables;

  CollateralFold(AaveTables tables) {
    this.tables = tables;
  }

  void register(EventFold events) {
    events
        .accountTables(tables.collateralFlags(), tables.modes())
        .on(
            "CollateralConfigurationChanged(address,uint256,uint256,uint256)",
            (log, rows) -> terms(log, rows))
        .on(
            "EModeCategoryAdded(uint8,uint256,uint256,uint256,address,string)",
            (log, rows) -> modeTerms(log, rows))
        .on(
            "EModeAssetCategoryChanged(address,uint8,uint8)",
            (log, rows) -> {
              member(log, log.data().word(0), false, rows);
              member(log, log.data().word(1), true, rows);
            })
        .on(
            "AssetCollateralInEModeChanged(address,uint8,bool)",
            (log, rows) -> member(log, log.data().word(0), log.data().word(1).signum() > 0, rows))
        .on(
            "UserEModeSet(address,uint8)",
            (log, rows) ->
                rows.put(
                    tables.modeOf(log.topicAddress(0)), List.of(log.data().word(0)), log.origin()));
  }

  /** CollateralConfigurationChanged(asset, ltv, liquidationThreshold, liquidationBonus). */
  private void terms(EvmLog log, RowEditor rows) {
    rows.put(
        tables.collateralTerms(log.topicAddress(0)),
        CollateralTerms.words(log.data().word(1), log.data().word(2)),
        log.origin());
  }

  /** EModeCategoryAdded(categoryId, ltv, liquidationThreshold, liquidationBonus, oracle, label). */
  private void modeTerms(EvmLog log, RowEditor rows) {
    rows.put(
        tables.modeTerms(log.topicWord(0).toString()),
        CollateralTerms.words(log.data().word(1), log.data().word(2)),
        log.origin());
  }

  private void member(EvmLog log, BigInteger mode, boolean isMember, RowEditor rows) {
    rows.put(
        tables.modeMember(log.topicAddress(0), mode.toString()),
        List.of(isMember ? BigInteger.ONE : BigInteger.ZERO),
        log.origin());
  }
}
