package io.setoff.adapters.evm.perp;

import io.setoff.adapters.evm.EventFold;
import io.setoff.adapters.evm.EvmAddress;
import io.setoff.adapters.evm.EvmCall;
import io.setoff.adapters.evm.EvmLog;
import io.setoff.adapters.evm.EvmProtocol;
import io.setoff.adapters.evm.Readings;
import io.setoff.adapters.evm.TokenDirectory;
import io.setoff.adapters.evm.ViewPlan;
import io.setoff.adapters.evm.uniswap.TickMath;
import io.setoff.adapters.kernel.PositionBuilder;
import io.setoff.adapters.kernel.PositionReader;
import io.setoff.adapters.kernel.PositionSink;
import io.setoff.adapters.kernel.RowEditor;
import io.setoff.adapters.kernel.Token;
import io.setoff.model.AccountId;
import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.PositionKind;
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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One deployment of Perp v2.
 *
 * <p>The size of a position is what was taken plus what the account's own liquidity has taken on
 * since; the second part moves with every trade of anybody, so it is computed from the pool's
 * price. The margin account's value depends on time-weighted prices and accrued funding, which no
 * log tells; it is read at the block. Sources: ClearingHouse.sol, AccountBalance.sol,
 * OrderBook.sol, Vault.sol of perp-curie-contract 2.8.
 */
public final class PerpV2 implements EvmProtocol, PositionReader {
  private static final String ALL = "all";
  private static final int SIZE_DECIMALS = 18;

  /** AccountBalance treats smaller sizes as nothing. */
  private static final BigInteger DUST = BigInteger.TEN;

  private final VenueId venue;
  private final PerpV2Contracts contracts;
  private final List<PerpMarket> markets;
  private final TokenDirectory tokens;
  private final String poolTable;
  private final String marketTable;
  private final String takerTable;
  private final String orderTable;
  private final String collateralTable;
  private final String memberTable;
  private final String marginTable;
  private final String settlementTable;
  private final EventFold events;

  public PerpV2(
      VenueId venue, PerpV2Contracts contracts, List<PerpMarket> markets, TokenDirectory tokens) {
    this.venue = venue;
    this.contracts = contracts;
    this.markets = List.copyOf(markets);
    this.tokens = tokens;
    String prefix = venue.protocol() + ":" + venue.deployment() + "/";
    this.poolTable = prefix + "pool";
    this.marketTable = prefix + "market";
    this.takerTable = prefix + "taker";
    this.orderTable = prefix + "order";
    this.collateralTable = prefix + "collateral";
    this.memberTable = prefix + "member";
    this.marginTable = prefix + "margin";
    this.settlementTable = prefix + "settlement";
    this.events =
        new EventFold()
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
    SortedSet<String> addresses = new TreeSet<>(rows.items(poolTable, ALL).keySet());
    addresses.add(contracts.clearingHouse());
    addresses.add(contracts.vault());
    addresses.add(contracts.marketRegistry());
    return addresses;
  }

  private void poolAdded(EvmLog log, RowEditor rows) {
    String pool = log.topicAddress(2);
    rows.put(new RowKey(poolTable, ALL, pool), List.of(log.topicWord(0)), log.origin());
  }

  private void price(EvmLog log, BigInteger sqrtPrice, RowEditor rows) {
    rows.get(new RowKey(poolTable, ALL, log.address()))
        .ifPresent(
            pool ->
                rows.put(
                    new RowKey(marketTable, EvmAddress.of(pool.word(0)), ""),
                    List.of(sqrtPrice),
                    log.origin()));
  }

  /** PositionChanged(trader, baseToken, exchangedSize, exchangedNotional, fee, openNotional, …). */
  private void positionChanged(EvmLog log, RowEditor rows) {
    String trader = log.topicAddress(0);
    RowKey key = new RowKey(takerTable, trader, log.topicAddress(1));
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger size = before.add(log.data().signedWord(0));
    boolean deregistered = log.data().signedWord(3).signum() == 0 && isDust(size);
    member(trader, log, rows);
    rows.put(key, List.of(deregistered ? BigInteger.ZERO : size), log.origin());
  }

  /** A closed market pays the position out. */
  private void positionClosed(EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(takerTable, log.topicAddress(0), log.topicAddress(1));
    rows.put(key, List.of(BigInteger.ZERO), log.origin());
  }

  /**
   * An order's liquidity and the base it was opened with.
   *
   * @param baseDebt base put into the pool, which the maker owes
   */
  private record Order(
      String baseToken, int lower, int upper, BigInteger liquidity, BigInteger baseDebt) {
    static Order of(List<BigInteger> words) {
      return new Order(
          EvmAddress.of(words.get(0)),
          words.get(1).intValueExact(),
          words.get(2).intValueExact(),
          words.get(3),
          words.get(4));
    }

    List<BigInteger> words() {
      return List.of(
          EvmAddress.toWord(baseToken),
          BigInteger.valueOf(lower),
          BigInteger.valueOf(upper),
          liquidity,
          baseDebt);
    }

    /** OrderBook._addLiquidityToOrder and _removeLiquidityFromOrder. */
    Order changed(BigInteger base, BigInteger change) {
      BigInteger debt =
          change.signum() >= 0
              ? baseDebt.add(base)
              : baseDebt.subtract(baseDebt.multiply(change.negate()).divide(liquidity));
      return new Order(baseToken, lower, upper, liquidity.add(change), debt);
    }

    BigInteger baseInPool(BigInteger sqrtPrice) {
      return ConcentratedLiquidity.amount0(
          liquidity, TickMath.sqrtRatioAtTick(lower), TickMath.sqrtRatioAtTick(upper), sqrtPrice);
    }
  }

  /** LiquidityChanged(maker, baseToken, quoteToken, lower, upper, base, quote, liquidity, fee). */
  private void liquidityChanged(EvmLog log, RowEditor rows) {
    String maker = log.topicAddress(0);
    String baseToken = log.topicAddress(1);
    int lower = log.data().signedWord(0).intValueExact();
    int upper = log.data().signedWord(1).intValueExact();
    RowKey key = new RowKey(orderTable, maker, baseToken + ":" + lower + ":" + upper);
    Order before =
        rows.get(key)
            .map(row -> Order.of(row.words()))
            .orElse(new Order(baseToken, lower, upper, BigInteger.ZERO, BigInteger.ZERO));
    member(maker, log, rows);
    BigInteger change = log.data().signedWord(4);
    if (change.signum() == 0) {
      return;
    }
    Order after = before.changed(log.data().signedWord(2), change);
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
    RowKey key = new RowKey(collateralTable, trader, token);
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    rows.put(key, List.of(before.add(change)), log.origin());
    tokens.met(token, log.origin(), rows);
    member(trader, log, rows);
  }

  private void member(String account, EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(memberTable, account, "");
    if (rows.get(key).isEmpty()) {
      rows.put(key, List.of(), log.origin());
    }
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        new RowKey(settlementTable, ALL, ""),
        EvmCall.of(contracts.vault(), "getSettlementToken()"),
        1,
        words -> Optional.of(words.word(0)).filter(token -> token.signum() != 0).map(List::of));
    rows.items(poolTable, ALL).forEach((pool, row) -> firstPrice(pool, row, rows, plan));
  }

  /**
   * A pool is initialized before it is added to the registry: its first price is in no log seen.
   */
  private void firstPrice(String pool, Row row, Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        new RowKey(marketTable, EvmAddress.of(row.word(0)), ""),
        EvmCall.of(pool, "slot0()"),
        7,
        words -> Optional.of(List.of(words.word(0))));
  }

  /** What is read of a margin account; each is one word. */
  private enum MarginView {
    /** Cash with unrealised profit and funding, decimals of the settlement token. */
    SETTLEMENT_VALUE("getSettlementTokenValue(address)"),
    /** The same with other collateral at its haircut value. */
    ACCOUNT_VALUE("getAccountValue(address)"),
    /** Decimals of the settlement token. */
    FREE_COLLATERAL("getFreeCollateral(address)"),
    /** 18 decimals. */
    MAINTENANCE("getMarginRequirementForLiquidation(address)");

    private final String signature;

    MarginView(String signature) {
      this.signature = signature;
    }
  }

  @Override
  public void refresh(SortedSet<String> tracked, Rows rows, ViewPlan plan) {
    for (String account : tracked) {
      if (rows.get(new RowKey(memberTable, account, "")).isEmpty()) {
        continue;
      }
      for (MarginView view : MarginView.values()) {
        String contract =
            view == MarginView.MAINTENANCE ? contracts.accountBalance() : contracts.vault();
        plan.refresh(
            new RowKey(marginTable, account, view.name()),
            EvmCall.of(contract, view.signature, account),
            1,
            words -> Optional.of(List.of(words.signedWord(0))));
      }
    }
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    if (rows.get(new RowKey(memberTable, account.address(), "")).isEmpty()) {
      return;
    }
    Optional<Token> settlement =
        rows.get(new RowKey(settlementTable, ALL, ""))
            .map(row -> tokens.token(EvmAddress.of(row.word(0)), rows));
    Optional<Margin> margin = settlement.flatMap(token -> margin(account, token, rows));
    for (PerpMarket market : markets) {
      market(account, market, settlement, margin, rows, out);
    }
    marginAccount(account, block, settlement, margin, rows, out);
    otherMarkets(account, rows, out);
  }

  private void market(
      AccountId account,
      PerpMarket market,
      Optional<Token> settlement,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Optional<Row> taker = rows.get(new RowKey(takerTable, account.address(), market.baseToken()));
    List<Row> orderRows = new ArrayList<>();
    for (Row row : rows.items(orderTable, account.address()).values()) {
      if (Order.of(row.words()).baseToken().equals(market.baseToken())) {
        orderRows.add(row);
      }
    }
    Optional<Row> price = rows.get(new RowKey(marketTable, market.baseToken(), ""));
    BigInteger sqrtPrice = price.map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger takerSize = taker.map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger makerSize = BigInteger.ZERO;
    List<Detail.Range> ranges = new ArrayList<>();
    for (Row row : orderRows) {
      Order order = Order.of(row.words());
      makerSize = makerSize.add(order.baseInPool(sqrtPrice)).subtract(order.baseDebt());
      ranges.add(range(market, order, sqrtPrice));
    }
    BigInteger total = takerSize.add(makerSize);
    BigInteger size = isDust(total) ? BigInteger.ZERO : total;
    if (size.signum() == 0 && ranges.isEmpty()) {
      return;
    }
    AssetId instrument =
        AssetId.perp(venue, market.symbol(), settlement.map(Token::symbol).orElse("unknown"));
    PositionBuilder position =
        new PositionBuilder(venue, account, market.baseToken(), PositionKind.PERP)
            .label(market.symbol() + " perpetual")
            .notional(instrument, market.symbol() + "-PERP", Amount.of(size, SIZE_DECIMALS))
            .detail(
                new Detail.Perp(
                    market.symbol(),
                    market.underlying(),
                    new BigDecimal(takerSize, SIZE_DECIMALS),
                    new BigDecimal(makerSize, SIZE_DECIMALS),
                    ranges));
    taker.ifPresent(position::from);
    orderRows.forEach(position::from);
    if (!orderRows.isEmpty()) {
      price.ifPresent(position::from);
    }
    margin.ifPresent(position::margin);
    out.position(position.build());
  }

  private static Detail.Range range(PerpMarket market, Order order, BigInteger sqrtPrice) {
    return new Detail.Range(
        market.baseToken(),
        "",
        order.liquidity(),
        order.lower(),
        order.upper(),
        TickMath.sqrtRatioAtTick(order.lower()),
        TickMath.sqrtRatioAtTick(order.upper()),
        sqrtPrice);
  }

  /** Markets that are not configured have no underlying: they are a gap, not nothing. */
  private void otherMarkets(AccountId account, Rows rows, PositionSink out) {
    SortedSet<String> held = new TreeSet<>();
    rows.items(takerTable, account.address())
        .forEach(
            (baseToken, row) -> {
              if (!isDust(row.word(0))) {
                held.add(baseToken);
              }
            });
    rows.items(orderTable, account.address())
        .values()
        .forEach(row -> held.add(Order.of(row.words()).baseToken()));
    markets.forEach(market -> held.remove(market.baseToken()));
    for (String baseToken : held) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNSUPPORTED,
              baseToken,
              "a position in a market that is not configured: base token " + baseToken));
    }
  }

  private void marginAccount(
      AccountId account,
      BlockRef block,
      Optional<Token> settlement,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Optional<Row> value = marginRow(account, MarginView.SETTLEMENT_VALUE, rows);
    if (value.isEmpty() || settlement.isEmpty() || settlement.get().decimals().isEmpty()) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNREAD,
              account.toString(),
              "the margin account was not read yet at block " + block.height()));
      return;
    }
    SortedMap<String, Row> collaterals = rows.items(collateralTable, account.address());
    String settlementAddress = settlementAddress(rows);
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
    for (MarginView view : MarginView.values()) {
      Readings.failedSince(rows, new RowKey(marginTable, account.address(), view.name()))
          .ifPresent(position::unknownSince);
    }
    out.position(position.build());
  }

  private String settlementAddress(Rows rows) {
    return rows.get(new RowKey(settlementTable, ALL, ""))
        .map(row -> EvmAddress.of(row.word(0)))
        .orElse("");
  }

  private Optional<Margin> margin(AccountId account, Token settlement, Rows rows) {
    if (settlement.decimals().isEmpty()) {
      return Optional.empty();
    }
    int decimals = settlement.decimals().getAsInt();
    return marginRow(account, MarginView.ACCOUNT_VALUE, rows)
        .map(
            equity ->
                new Margin(
                    MarginMode.CROSS,
                    venue + "/" + account.address(),
                    settlement.asset().value(),
                    Optional.of(new BigDecimal(equity.word(0), decimals)),
                    Optional.empty(),
                    scaled(account, MarginView.MAINTENANCE, SIZE_DECIMALS, rows),
                    scaled(account, MarginView.FREE_COLLATERAL, decimals, rows),
                    Optional.empty()));
  }

  private Optional<BigDecimal> scaled(AccountId account, MarginView view, int decimals, Rows rows) {
    return marginRow(account, view, rows).map(row -> new BigDecimal(row.word(0), decimals));
  }

  private Optional<Row> marginRow(AccountId account, MarginView view, Rows rows) {
    return rows.get(new RowKey(marginTable, account.address(), view.name()));
  }

  private static boolean isDust(BigInteger size) {
    return size.abs().compareTo(DUST) < 0;
  }
}
