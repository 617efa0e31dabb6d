package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ListCheck;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One Aave v3 market.
 *
 * <p>A balance is scaled balance x index, and the index moves with time, so a balance changes
 * without a log. Scaled balances are folded ({@link AaveFold}); interest is computed as the
 * contracts do, from ReserveDataUpdated and the block's time. Sources: ScaledBalanceTokenBase.sol,
 * AToken.sol, StableDebtToken.sol, ReserveLogic.sol of aave-v3-core 1.19.
 */
final class AaveV3 implements EvmVenue {
  private static final BigInteger NO_DEBT = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private static final String PROVIDER = "ADDRESSES_PROVIDER()";

  private final VenueId venue;
  private final String pool;
  private final String configurator;
  private final TokenDirectory tokens;
  private final AaveTables tables;
  private final Versions versions;
  private final EventFold events;

  /**
   * A market.
   *
   * @param pool the Pool proxy, canonical address
   * @param configurator the PoolConfigurator proxy, canonical address
   */
  AaveV3(VenueId venue, String pool, String configurator, TokenDirectory tokens) {
    this.venue = venue;
    this.pool = pool;
    this.configurator = configurator;
    this.tokens = tokens;
    this.tables = AaveTables.of(venue);
    this.versions = new Versions(tables, pool);
    this.events = new AaveFold(tables, tokens, versions).events();
    new CollateralFold(tables).register(events);
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
  public SortedSet<String> addresses(Rows rows) {
    SortedSet<String> addresses =
        new TreeSet<>(rows.items(tables.carriers(), AaveTables.ALL).keySet());
    addresses.add(pool);
    addresses.add(configurator);
    return addresses;
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    rows.items(tables.carriers(), AaveTables.ALL).values().stream()
        .map(row -> Carrier.of(row).asset())
        .distinct()
        .filter(asset -> Doubts.isDue(rows, pool, asset))
        .forEach(
            asset ->
                plan.reread(
                    tables.reserve(asset), reserveData(asset), 7, Reserve::read, pool, asset));
    for (String account : tracked) {
      rows.items(tables.scaledBalances(), account)
          .keySet()
          .forEach(token -> refreshBalance(account, token, rows, plan));
      if (rows.items(tables.scaledBalances(), account).isEmpty()
          && rows.items(tables.stableDebts(), account).isEmpty()) {
        continue;
      }
      plan.refresh(
          tables.health(account),
          EvmCall.of(pool, "getUserAccountData(address)", account),
          6,
          words -> Optional.of(List.of(words.word(5))));
    }
  }

  @Override
  public void forget(String account, RowEditor rows) {
    Readings.forget(rows, tables.health(account));
    Readings.forgetItems(rows, tables.balances(), account);
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    versions.discover(rows, plan);
  }

  private EvmCall reserveData(String asset) {
    return EvmCall.of(pool, "getReserveData(address)", asset);
  }

  /** Reads what cannot be folded, and what is in doubt. */
  private void refreshBalance(String account, String token, RowEditor rows, ViewPlan plan) {
    Carrier held = carrier(token, rows);
    if (versions.isRead(token, held, rows)) {
      plan.reread(
          tables.balance(account, token),
          EvmCall.of(token, "balanceOf(address)", account),
          1,
          words -> Optional.of(List.of(words.word(0))),
          token,
          account);
    } else if (versions.isScaledDue(token, held, account, rows)) {
      plan.reread(
          tables.scaledBalance(account, token),
          EvmCall.of(token, "scaledBalanceOf(address)", account),
          1,
          words -> Optional.of(List.of(words.word(0))),
          token,
          account);
    }
  }

  @Override
  public List<Reference> references() {
    return List.of(
        new Reference(pool, List.of(PROVIDER, "getPool()"), pool, "pool"),
        new Reference(
            pool, List.of(PROVIDER, "getPoolConfigurator()"), configurator, "configurator"));
  }

  @Override
  public List<ListCheck> lists(Rows rows) {
    SortedSet<String> assets = new TreeSet<>();
    rows.items(tables.carriers(), AaveTables.ALL)
        .values()
        .forEach(row -> assets.add(Carrier.of(row).asset()));
    return List.of(new ListCheck(venue, "reserves", EvmCall.of(pool, "getReservesList()"), assets));
  }

  /** Balances with their interest, of what the account holds and of what it does not. */
  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    for (Map.Entry<String, Row> entry : rows.items(tables.carriers(), AaveTables.ALL).entrySet()) {
      String carrier = entry.getKey();
      Carrier held = Carrier.of(entry.getValue());
      checks.add(
          new ViewCheck(
              venue,
              tokens.token(held.asset(), rows).asset().value(),
              "%s of %s at %s"
                  .formatted(
                      held.kind() == Carrier.Kind.A_TOKEN ? "the supply" : "the debt",
                      tokens.token(held.asset(), rows).symbol(),
                      venue),
              EvmCall.of(carrier, "balanceOf(address)", account),
              0,
              balance(account, block, carrier, held, rows)));
    }
    return checks;
  }

  private BigInteger balance(
      String account, BlockRef block, String carrier, Carrier held, Rows rows) {
    if (held.kind() == Carrier.Kind.STABLE_DEBT) {
      return rows.get(tables.stableDebt(account, carrier))
          .map(
              row ->
                  RayMath.mul(
                      row.word(0),
                      RayMath.compoundedInterest(
                          row.word(1), Reserve.secondsSince(row.word(2), block))))
          .orElse(BigInteger.ZERO);
    }
    Optional<Row> scaled = rows.get(tables.scaledBalance(account, carrier));
    Optional<Row> reserve = rows.get(tables.reserve(held.asset()));
    if (scaled.isEmpty() || reserve.isEmpty()) {
      return BigInteger.ZERO;
    }
    BigInteger index = index(held, Reserve.of(reserve.get()), block, rows);
    return readBalance(account, carrier, held, rows)
        .map(row -> row.word(0))
        .orElseGet(() -> versions.rounding(held, rows).balance(scaled.get().word(0), index));
  }

  private BigInteger index(Carrier held, Reserve reserve, BlockRef block, Rows rows) {
    return held.kind() == Carrier.Kind.VARIABLE_DEBT
        ? reserve.debtIndex(block, versions.compounding(rows))
        : reserve.incomeIndex(block);
  }

  /** Empty where balances are folded, and before the first read. */
  private Optional<Row> readBalance(String account, String token, Carrier held, Rows rows) {
    return versions.isRead(token, held, rows)
        ? rows.get(tables.balance(account, token))
        : Optional.empty();
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    String address = account.address();
    Optional<Margin> margin = margin(account, rows);
    boolean any = false;
    for (Map.Entry<String, Row> entry : rows.items(tables.scaledBalances(), address).entrySet()) {
      String token = entry.getKey();
      Carrier held = carrier(token, rows);
      int sign = readBalance(address, token, held, rows).orElse(entry.getValue()).word(0).signum();
      if (sign > 0) {
        any = true;
        out.position(scaled(account, block, token, entry.getValue(), margin, rows));
      } else if (sign < 0) {
        out.gap(
            venue,
            new Gap(
                GapKind.PARTIAL_READ,
                tokens.token(held.asset(), rows).asset().value(),
                "the logs of " + token + " let more go out than the account had"));
      }
    }
    for (Map.Entry<String, Row> entry : rows.items(tables.stableDebts(), address).entrySet()) {
      if (entry.getValue().word(0).signum() > 0) {
        any = true;
        out.position(stable(account, block, entry.getKey(), entry.getValue(), margin, rows));
      }
    }
    if (any && margin.isEmpty()) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNREAD,
              account.toString(),
              "the health factor was not read yet at block " + block.height()));
    }
    RowKey key = tables.health(address);
    Readings.failedSince(rows, key)
        .ifPresent(
            height ->
                out.gap(
                    venue,
                    new Gap(
                        GapKind.PARTIAL_READ,
                        account.toString(),
                        "the read of the health factor fails since block " + height)));
  }

  private Position scaled(
      AccountId account,
      BlockRef block,
      String carrier,
      Row row,
      Optional<Margin> margin,
      Rows rows) {
    Carrier held = carrier(carrier, rows);
    String asset = held.asset();
    Row reserveRow =
        rows.get(tables.reserve(asset))
            .orElseThrow(() -> new IllegalStateException(asset + " has holders and no index"));
    Reserve reserve = Reserve.of(reserveRow);
    boolean debt = held.kind() == Carrier.Kind.VARIABLE_DEBT;
    BigInteger index = index(held, reserve, block, rows);
    Optional<Row> read = readBalance(account.address(), carrier, held, rows);
    BigInteger balance =
        read.map(known -> known.word(0))
            .orElseGet(() -> versions.rounding(held, rows).balance(row.word(0), index));
    Token token = tokens.token(asset, rows);
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, debt ? PositionKind.BORROW : PositionKind.LEND)
            .from(row)
            .from(reserveRow);
    read.ifPresent(position::from);
    failedSince(account.address(), carrier, held, rows).ifPresent(position::unknownSince);
    if (read.isEmpty() && versions.isRead(carrier, held, rows)) {
      position.gap(
          GapKind.UNREAD, token.asset().value(), token.symbol() + " is to be read, and is not yet");
    }
    margin.ifPresent(position::margin);
    if (debt) {
      return position
          .label(token.symbol() + " debt")
          .borrowed(token, balance)
          .detail(detail(carrier, row, index, false, CollateralTerms.NONE))
          .build();
    }
    Optional<Row> flag = rows.get(tables.collateralFlag(account.address(), asset));
    Optional<Row> terms = CollateralTerms.row(tables, account.address(), asset, rows);
    flag.ifPresent(position::from);
    terms.ifPresent(position::from);
    boolean collateral = flag.map(f -> f.word(0).signum() > 0).orElse(false);
    return position
        .label(token.symbol() + (collateral ? " collateral" : " supplied"))
        .supplied(token, balance, collateral)
        .detail(
            detail(
                carrier,
                row,
                index,
                false,
                terms.map(CollateralTerms::of).orElse(CollateralTerms.NONE)))
        .build();
  }

  private OptionalLong failedSince(String account, String token, Carrier held, Rows rows) {
    return Readings.failedSince(
        rows,
        versions.isRead(token, held, rows)
            ? tables.balance(account, token)
            : tables.scaledBalance(account, token));
  }

  private Position stable(
      AccountId account,
      BlockRef block,
      String carrier,
      Row row,
      Optional<Margin> margin,
      Rows rows) {
    Token token = tokens.token(carrier(carrier, rows).asset(), rows);
    BigInteger index =
        RayMath.compoundedInterest(row.word(1), Reserve.secondsSince(row.word(2), block));
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, PositionKind.BORROW)
            .label(token.symbol() + " debt, stable rate")
            .from(row)
            .borrowed(token, RayMath.mul(row.word(0), index))
            .detail(detail(carrier, row, index, true, CollateralTerms.NONE));
    margin.ifPresent(position::margin);
    return position.build();
  }

  private Detail.Lend detail(
      String carrier, Row row, BigInteger index, boolean stableRate, CollateralTerms terms) {
    return new Detail.Lend(
        AssetId.erc20(venue.chain(), carrier),
        row.word(0),
        index,
        stableRate,
        terms.threshold(),
        terms.bonus());
  }

  private Carrier carrier(String token, Rows rows) {
    return rows.get(tables.carrier(token))
        .map(Carrier::of)
        .orElseThrow(() -> new IllegalStateException(token + " has holders and no reserve"));
  }

  private Optional<Margin> margin(AccountId account, Rows rows) {
    return rows.get(tables.health(account.address()))
        .map(row -> row.word(0))
        .map(
            health ->
                new Margin(
                    MarginMode.CROSS,
                    venue + "/" + account.address(),
                    UnderlyingId.USD.value(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    health.equals(NO_DEBT)
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(health, 18))));
  }
}
