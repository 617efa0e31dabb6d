package io.setoff.adapters.evm.example.vault;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.PositionKind;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One CrossMarginVault: lends one token against another, without interest, and lowers an account's
 * margin by the reports of the risk oracle.
 *
 * <p>Collateral and debt are folded. What the vault requires depends on prices, reports and their
 * age, which no log of it tells; it is read at the block. Sources: CrossMarginVault.sol,
 * MarginBenefit.sol and VaultTerms.sol of risk-oracle/contracts.
 */
final class CrossMarginVault implements EvmVenue {
  /** There is no interest: an index of one. */
  private static final BigInteger INDEX_RAY = BigInteger.TEN.pow(27);

  private static final int USD_DECIMALS = 6;

  private final VenueId venue;
  private final String vault;
  private final TokenDirectory tokens;
  private final VaultTables tables;
  private final EventFold events;

  /**
   * A vault.
   *
   * @param vault canonical address
   */
  CrossMarginVault(VenueId venue, String vault, TokenDirectory tokens) {
    this.venue = venue;
    this.vault = vault;
    this.tokens = tokens;
    this.tables = VaultTables.of(venue);
    this.events = new VaultFold(tables).events();
  }

  @Override
  public VenueId venue() {
    return venue;
  }

  @Override
  public EventFold events() {
    return events;
  }

  @Override
  public Set<String> holderTables() {
    return Set.of(tables.collaterals(), tables.debts());
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    return new TreeSet<>(List.of(vault));
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    VaultTerms.discover(vault, tables, tokens, rows, plan);
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    for (String account : tracked) {
      if (Doubts.isDue(rows, vault, account)) {
        EvmCall accounts = EvmCall.of(vault, "accounts(address)", account);
        plan.reread(
            tables.collateral(account), accounts, 2, words -> word(words, 0), vault, account);
        plan.reread(tables.debt(account), accounts, 2, words -> word(words, 1), vault, account);
      }
      if (rows.get(tables.collateral(account)).isPresent()) {
        plan.refresh(
            tables.value(account),
            EvmCall.of(vault, "positionOf(address)", account),
            4,
            words -> Optional.of(List.of(words.word(0), words.word(1), words.word(3))));
        plan.refresh(
            tables.required(account),
            EvmCall.of(vault, "marginOf(address)", account),
            2,
            words -> Optional.of(List.of(words.word(1))));
      }
    }
  }

  @Override
  public void forget(String account, RowEditor rows) {
    Readings.forget(rows, tables.value(account));
    Readings.forget(rows, tables.required(account));
  }

  private static Optional<List<BigInteger>> word(AbiWords words, int index) {
    return Optional.of(List.of(words.word(index)));
  }

  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    EvmCall accounts = EvmCall.of(vault, "accounts(address)", account);
    return List.of(
        new ViewCheck(
            venue, vault, "the collateral at " + venue, accounts, 0, collateral(account, rows)),
        new ViewCheck(venue, vault, "the debt at " + venue, accounts, 1, debt(account, rows)));
  }

  private BigInteger collateral(String account, Rows rows) {
    return VaultFold.units(rows.get(tables.collateral(account)));
  }

  private BigInteger debt(String account, Rows rows) {
    return VaultFold.units(rows.get(tables.debt(account)));
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    String address = account.address();
    BigInteger collateral = collateral(address, rows);
    BigInteger debt = debt(address, rows);
    if (collateral.signum() == 0 && debt.signum() == 0) {
      return;
    }
    Optional<VaultTerms> terms = VaultTerms.of(tables, rows);
    if (terms.isEmpty()) {
      gap(
          GapKind.UNREAD,
          account,
          "the vault's terms were not read yet at block " + block.height(),
          out);
      return;
    }
    Optional<Margin> margin = margin(account, rows);
    rows.get(tables.collateral(address))
        .filter(row -> row.word(0).signum() > 0)
        .ifPresent(row -> supplied(account, row, terms.get(), margin, rows, out));
    rows.get(tables.debt(address))
        .filter(row -> row.word(0).signum() > 0)
        .ifPresent(row -> owed(account, row, terms.get(), margin, rows, out));
    if (margin.isEmpty()) {
      gap(GapKind.UNREAD, account, "the margin was not read yet at block " + block.height(), out);
    }
    for (RowKey key : List.of(tables.value(address), tables.required(address))) {
      Readings.failedSince(rows, key)
          .ifPresent(
              height ->
                  gap(
                      GapKind.PARTIAL_READ,
                      account,
                      "the read of the margin fails since block " + height,
                      out));
    }
  }

  private void gap(GapKind kind, AccountId account, String text, PositionSink out) {
    out.gap(venue, new Gap(kind, account.toString(), text));
  }

  private void supplied(
      AccountId account,
      Row row,
      VaultTerms terms,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Token token = tokens.token(terms.collateral(), rows);
    PositionBuilder position =
        new PositionBuilder(venue, account, "collateral", PositionKind.LEND)
            .label(token.symbol() + " collateral")
            .from(row)
            .supplied(token, row.word(0), true)
            .detail(
                new Detail.Lend(
                    token.asset(),
                    row.word(0),
                    INDEX_RAY,
                    false,
                    terms.liquidationThreshold(),
                    terms.liquidationBonus()));
    margin.ifPresent(position::margin);
    out.position(position.build());
  }

  private void owed(
      AccountId account,
      Row row,
      VaultTerms terms,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Token token = tokens.token(terms.debt(), rows);
    PositionBuilder position =
        new PositionBuilder(venue, account, "debt", PositionKind.BORROW)
            .label(token.symbol() + " debt")
            .from(row)
            .borrowed(token, row.word(0))
            .detail(
                new Detail.Lend(
                    token.asset(),
                    row.word(0),
                    INDEX_RAY,
                    false,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO));
    margin.ifPresent(position::margin);
    out.position(position.build());
  }

  /** As last read. */
  private Optional<Margin> margin(AccountId account, Rows rows) {
    Optional<Row> value = rows.get(tables.value(account.address()));
    Optional<Row> required = rows.get(tables.required(account.address()));
    if (value.isEmpty() || required.isEmpty()) {
      return Optional.empty();
    }
    BigInteger equity = value.get().word(0).subtract(value.get().word(1));
    BigInteger initial = required.get().word(0);
    return Optional.of(
        new Margin(
            MarginMode.CROSS,
            venue + "/" + account.address(),
            UnderlyingId.USD.value(),
            Optional.of(usd(equity)),
            Optional.of(usd(initial)),
            Optional.of(usd(value.get().word(2))),
            Optional.of(usd(equity.subtract(initial).max(BigInteger.ZERO))),
            Optional.empty()));
  }

  private static BigDecimal usd(BigInteger micro) {
    return new BigDecimal(micro, USD_DECIMALS);
  }
}
