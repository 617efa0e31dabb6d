package io.setoff.adapters.evm.aave;

import io.setoff.adapters.evm.EventFold;
import io.setoff.adapters.evm.EvmAddress;
import io.setoff.adapters.evm.EvmCall;
import io.setoff.adapters.evm.EvmLog;
import io.setoff.adapters.evm.EvmProtocol;
import io.setoff.adapters.evm.Readings;
import io.setoff.adapters.evm.TokenDirectory;
import io.setoff.adapters.evm.ViewPlan;
import io.setoff.adapters.kernel.PositionBuilder;
import io.setoff.adapters.kernel.PositionReader;
import io.setoff.adapters.kernel.PositionSink;
import io.setoff.adapters.kernel.RowEditor;
import io.setoff.adapters.kernel.Token;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One Aave v3 market.
 *
 * <p>A balance is scaled balance x index, and the index moves with time, so a balance changes
 * without a log. Scaled balances are folded from the aToken's and debt token's own Mint, Burn and
 * BalanceTransfer logs, which also cover transfers, liquidations and credit delegation; the Pool's
 * Supply and Withdraw do not. Interest is computed as the contracts do, from ReserveDataUpdated and
 * the block's time. Sources: ScaledBalanceTokenBase.sol, AToken.sol, StableDebtToken.sol,
 * ReserveLogic.sol of aave-v3-core 1.19.
 */
public final class AaveV3 implements EvmProtocol, PositionReader {
  private static final String ALL = "all";
  private static final BigInteger A_TOKEN = BigInteger.ZERO;
  private static final BigInteger VARIABLE_DEBT = BigInteger.ONE;
  private static final BigInteger STABLE_DEBT = BigInteger.TWO;
  private static final BigInteger NO_DEBT = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final VenueId venue;
  private final String pool;
  private final String configurator;
  private final TokenDirectory tokens;
  private final String tokenTable;
  private final String reserveTable;
  private final String scaledTable;
  private final String stableTable;
  private final String collateralTable;
  private final String accountTable;
  private final EventFold events;

  /**
   * A market.
   *
   * @param pool the Pool proxy, canonical address
   * @param configurator the PoolConfigurator proxy, canonical address
   */
  public AaveV3(VenueId venue, String pool, String configurator, TokenDirectory tokens) {
    this.venue = venue;
    this.pool = pool;
    this.configurator = configurator;
    this.tokens = tokens;
    String prefix = venue.protocol() + ":" + venue.deployment() + "/";
    this.tokenTable = prefix + "token";
    this.reserveTable = prefix + "reserve";
    this.scaledTable = prefix + "scaled";
    this.stableTable = prefix + "stable";
    this.collateralTable = prefix + "collateral";
    this.accountTable = prefix + "account";
    this.events =
        new EventFold()
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
    SortedSet<String> addresses = new TreeSet<>(rows.items(tokenTable, ALL).keySet());
    addresses.add(pool);
    addresses.add(configurator);
    return addresses;
  }

  private void initialized(EvmLog log, RowEditor rows) {
    String asset = log.topicAddress(0);
    tokens.met(asset, log.origin(), rows);
    token(log, log.topicAddress(1), A_TOKEN, asset, rows);
    token(log, log.data().address(0), STABLE_DEBT, asset, rows);
    token(log, log.data().address(1), VARIABLE_DEBT, asset, rows);
  }

  private void token(EvmLog log, String token, BigInteger kind, String asset, RowEditor rows) {
    rows.put(
        new RowKey(tokenTable, ALL, token), List.of(kind, EvmAddress.toWord(asset)), log.origin());
    tokens.receipt(token, log.origin(), rows);
  }

  private void reserveData(EvmLog log, RowEditor rows) {
    rows.put(
        new RowKey(reserveTable, log.topicAddress(0), ""),
        List.of(
            log.data().word(0),
            log.data().word(2),
            log.data().word(3),
            log.data().word(4),
            BigInteger.valueOf(log.time().getEpochSecond())),
        log.origin());
  }

  private void collateral(EvmLog log, RowEditor rows, BigInteger on) {
    rows.put(
        new RowKey(collateralTable, log.topicAddress(1), log.topicAddress(0)),
        List.of(on),
        log.origin());
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
    RowKey key = new RowKey(scaledTable, account, log.address());
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    if (change.signum() != 0) {
      rows.put(key, List.of(before.add(change)), log.origin());
    }
  }

  /** Mint(user, onBehalfOf, amount, currentBalance, balanceIncrease, newRate, avgRate, supply). */
  private void stableMint(EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(stableTable, log.topicAddress(1), log.address());
    BigInteger principal = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    stable(log, key, principal.add(log.data().word(0)), log.data().word(3), rows);
  }

  /** Burn(from, amount, currentBalance, balanceIncrease, avgRate, supply): the rate stays. */
  private void stableBurn(EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(stableTable, log.topicAddress(0), log.address());
    Row before =
        rows.get(key).orElseThrow(() -> new IllegalStateException("burns unknown debt: " + log));
    stable(log, key, before.word(0).subtract(log.data().word(0)), before.word(1), rows);
  }

  private static void stable(
      EvmLog log, RowKey key, BigInteger principal, BigInteger rate, RowEditor rows) {
    BigInteger time = BigInteger.valueOf(log.time().getEpochSecond());
    rows.put(key, List.of(principal, rate, time), log.origin());
  }

  @Override
  public void refresh(SortedSet<String> tracked, Rows rows, ViewPlan plan) {
    for (String account : tracked) {
      if (rows.items(scaledTable, account).isEmpty()
          && rows.items(stableTable, account).isEmpty()) {
        continue;
      }
      plan.refresh(
          new RowKey(accountTable, account, ""),
          EvmCall.of(pool, "getUserAccountData(address)", account),
          6,
          words -> Optional.of(List.of(words.word(5))));
    }
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    String address = account.address();
    Optional<Margin> margin = margin(account, rows);
    boolean any = false;
    for (Map.Entry<String, Row> entry : rows.items(scaledTable, address).entrySet()) {
      if (entry.getValue().word(0).signum() > 0) {
        any = true;
        out.position(scaled(account, block, entry.getKey(), entry.getValue(), margin, rows));
      }
    }
    for (Map.Entry<String, Row> entry : rows.items(stableTable, address).entrySet()) {
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
    RowKey key = new RowKey(accountTable, address, "");
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
    Row kind = carrierRow(carrier, rows);
    String asset = EvmAddress.of(kind.word(1));
    Row reserve =
        rows.get(new RowKey(reserveTable, asset, ""))
            .orElseThrow(() -> new IllegalStateException(asset + " has holders and no index"));
    boolean debt = kind.word(0).equals(VARIABLE_DEBT);
    BigInteger index = debt ? debtIndex(reserve, block) : incomeIndex(reserve, block);
    BigInteger balance = RayMath.mul(row.word(0), index);
    Token token = tokens.token(asset, rows);
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, debt ? PositionKind.BORROW : PositionKind.LEND)
            .from(row)
            .from(reserve)
            .detail(
                new Detail.Lend(AssetId.erc20(venue.chain(), carrier), row.word(0), index, false));
    margin.ifPresent(position::margin);
    if (debt) {
      return position.label(token.symbol() + " debt").borrowed(token, balance).build();
    }
    Optional<Row> flag = rows.get(new RowKey(collateralTable, account.address(), asset));
    flag.ifPresent(position::from);
    boolean collateral = flag.map(f -> f.word(0).signum() > 0).orElse(false);
    return position
        .label(token.symbol() + (collateral ? " collateral" : " supplied"))
        .supplied(token, balance, collateral)
        .build();
  }

  private Position stable(
      AccountId account,
      BlockRef block,
      String carrier,
      Row row,
      Optional<Margin> margin,
      Rows rows) {
    Token token = tokens.token(EvmAddress.of(carrierRow(carrier, rows).word(1)), rows);
    BigInteger index = RayMath.compoundedInterest(row.word(1), seconds(row.word(2), block));
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, PositionKind.BORROW)
            .label(token.symbol() + " debt, stable rate")
            .from(row)
            .borrowed(token, RayMath.mul(row.word(0), index))
            .detail(
                new Detail.Lend(AssetId.erc20(venue.chain(), carrier), row.word(0), index, true));
    margin.ifPresent(position::margin);
    return position.build();
  }

  private Row carrierRow(String carrier, Rows rows) {
    return rows.get(new RowKey(tokenTable, ALL, carrier))
        .orElseThrow(() -> new IllegalStateException(carrier + " has holders and no reserve"));
  }

  /** ReserveLogic.getNormalizedIncome. */
  private static BigInteger incomeIndex(Row reserve, BlockRef block) {
    long seconds = seconds(reserve.word(4), block);
    return seconds == 0
        ? reserve.word(2)
        : RayMath.mul(RayMath.linearInterest(reserve.word(0), seconds), reserve.word(2));
  }

  /** ReserveLogic.getNormalizedDebt. */
  private static BigInteger debtIndex(Row reserve, BlockRef block) {
    long seconds = seconds(reserve.word(4), block);
    return seconds == 0
        ? reserve.word(3)
        : RayMath.mul(RayMath.compoundedInterest(reserve.word(1), seconds), reserve.word(3));
  }

  private static long seconds(BigInteger since, BlockRef block) {
    return block.time().getEpochSecond() - since.longValueExact();
  }

  private Optional<Margin> margin(AccountId account, Rows rows) {
    return rows.get(new RowKey(accountTable, account.address(), ""))
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
