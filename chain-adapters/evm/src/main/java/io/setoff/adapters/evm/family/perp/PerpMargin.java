package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The margin account. Its value depends on time-weighted prices and accrued funding, which no log
 * tells; it is read at the block.
 */
final class PerpMargin {
  private static final int MAINTENANCE_DECIMALS = 18;

  private final VenueId venue;
  private final PerpV2Contracts contracts;
  private final PerpTables tables;
  private final TokenDirectory tokens;

  PerpMargin(VenueId venue, PerpV2Contracts contracts, PerpTables tables, TokenDirectory tokens) {
    this.venue = venue;
    this.contracts = contracts;
    this.tables = tables;
    this.tokens = tokens;
  }

  /** What is read of a margin account; each is one word. */
  private enum View {
    /** Cash with unrealised profit and funding, decimals of the settlement token. */
    SETTLEMENT_VALUE("getSettlementTokenValue(address)"),
    /** The same with other collateral at its haircut value. */
    ACCOUNT_VALUE("getAccountValue(address)"),
    /** Decimals of the settlement token. */
    FREE_COLLATERAL("getFreeCollateral(address)"),
    /** 18 decimals. */
    MAINTENANCE("getMarginRequirementForLiquidation(address)");

    private final String signature;

    View(String signature) {
      this.signature = signature;
    }
  }

  void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    for (String account : tracked) {
      if (rows.get(tables.member(account)).isEmpty()) {
        continue;
      }
      for (View view : View.values()) {
        String contract = view == View.MAINTENANCE ? contracts.accountBalance() : contracts.vault();
        plan.refresh(
            tables.margin(account, view.name()),
            EvmCall.of(contract, view.signature, account),
            1,
            words -> Optional.of(List.of(words.signedWord(0))));
      }
    }
  }

  void forget(String account, RowEditor rows) {
    Readings.forgetItems(rows, tables.margins(), account);
  }

  void read(
      AccountId account,
      BlockRef block,
      Optional<Token> settlement,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Optional<Row> value = marginRow(account, View.SETTLEMENT_VALUE, rows);
    if (value.isEmpty() || settlement.isEmpty() || settlement.get().decimals().isEmpty()) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNREAD,
              account.toString(),
              "the margin account was not read yet at block " + block.height()));
      return;
    }
    SortedMap<String, Row> collaterals = rows.items(tables.collaterals(), account.address());
    String settlementAddress =
        rows.get(tables.settlement()).map(row -> EvmAddress.of(row.word(0))).orElse("");
    boolean other =
        collaterals.entrySet().stream()
            .anyMatch(
                e -> !e.getKey().equals(settlementAddress) && e.getValue().word(0).signum() > 0);
    if (value.get().word(0).signum() == 0 && !other) {
      return;
    }
    Token cash = settlement.get();
    PositionBuilder position =
        new PositionBuilder(venue, account, "margin", PositionKind.MARGIN)
            .label("margin account")
            .from(value.get())
            .marginCash(cash.asset(), cash.symbol(), cash.amount(value.get().word(0)));
    for (Map.Entry<String, Row> collateral : collaterals.entrySet()) {
      BigInteger units = collateral.getValue().word(0);
      if (!collateral.getKey().equals(settlementAddress) && units.signum() > 0) {
        position
            .from(collateral.getValue())
            .supplied(tokens.token(collateral.getKey(), rows), units, true);
      }
    }
    margin.ifPresent(position::margin);
    for (View view : View.values()) {
      Readings.failedSince(rows, tables.margin(account.address(), view.name()))
          .ifPresent(position::unknownSince);
    }
    out.position(position.build());
  }

  /** The margin as last read. */
  Optional<Margin> margin(AccountId account, Token settlement, Rows rows) {
    if (settlement.decimals().isEmpty()) {
      return Optional.empty();
    }
    int decimals = settlement.decimals().getAsInt();
    return marginRow(account, View.ACCOUNT_VALUE, rows)
        .map(
            equity ->
                new Margin(
                    MarginMode.CROSS,
                    venue + "/" + account.address(),
                    settlement.asset().value(),
                    Optional.of(new BigDecimal(equity.word(0), decimals)),
                    Optional.empty(),
                    scaled(account, View.MAINTENANCE, MAINTENANCE_DECIMALS, rows),
                    scaled(account, View.FREE_COLLATERAL, decimals, rows),
                    Optional.empty()));
  }

  private Optional<BigDecimal> scaled(AccountId account, View view, int decimals, Rows rows) {
    return marginRow(account, view, rows).map(row -> new BigDecimal(row.word(0), decimals));
  }

  private Optional<Row> marginRow(AccountId account, View view, Rows rows) {
    return rows.get(tables.margin(account.address(), view.name()));
  }
}
