package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.ticks.TickMath;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.PositionKind;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One deployment of Perp v2.
 *
 * <p>The size of a position is what was taken plus what the account's own liquidity has taken on
 * since; the second part moves with every trade of anybody, so it is computed from the pool's
 * price. Sources: ClearingHouse.sol, AccountBalance.sol, OrderBook.sol, Vault.sol of
 * perp-curie-contract 2.8.
 */
final class PerpV2 implements EvmVenue {
  private static final int SIZE_DECIMALS = 18;

  private final VenueId venue;
  private final PerpV2Contracts contracts;
  private final List<PerpMarket> markets;
  private final TokenDirectory tokens;
  private final PerpTables tables;
  private final PerpMargin margins;
  private final PerpReread rereads;
  private final EventFold events;

  PerpV2(
      VenueId venue, PerpV2Contracts contracts, List<PerpMarket> markets, TokenDirectory tokens) {
    this.venue = venue;
    this.contracts = contracts;
    this.markets = List.copyOf(markets);
    this.tokens = tokens;
    this.tables = PerpTables.of(venue);
    this.margins = new PerpMargin(venue, contracts, tables, tokens);
    this.rereads = new PerpReread(contracts, markets, tables);
    this.events = new PerpFold(tables, tokens).events();
  }

  @Override
  public VenueId venue() {
    return venue;
  }

  @Override
  public List<UnderlyingId> perpetuals() {
    return markets.stream().map(PerpMarket::underlying).toList();
  }

  @Override
  public EventFold events() {
    return events;
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    SortedSet<String> addresses =
        new TreeSet<>(rows.items(tables.pools(), PerpTables.ALL).keySet());
    addresses.add(contracts.clearingHouse());
    addresses.add(contracts.vault());
    addresses.add(contracts.marketRegistry());
    return addresses;
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        tables.settlement(),
        EvmCall.of(contracts.vault(), "getSettlementToken()"),
        1,
        words -> Optional.of(words.word(0)).filter(token -> token.signum() != 0).map(List::of));
    rereads.discover(rows, plan);
    rows.items(tables.pools(), PerpTables.ALL)
        .forEach((pool, row) -> firstPrice(pool, row, rows, plan));
  }

  /**
   * A pool is initialized before it is added to the registry: its first price is in no log seen.
   */
  private void firstPrice(String pool, Row row, Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        tables.market(EvmAddress.of(row.word(0))),
        EvmCall.of(pool, "slot0()"),
        7,
        words -> Optional.of(List.of(words.word(0))));
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    margins.refresh(tracked, rows, plan);
    tracked.forEach(account -> rereads.refresh(account, rows, plan));
  }

  @Override
  public void forget(String account, RowEditor rows) {
    margins.forget(account, rows);
  }

  @Override
  public List<Reference> references() {
    String house = contracts.clearingHouse();
    return List.of(
        Reference.of(house, "getAccountBalance()", contracts.accountBalance(), "account_balance"),
        Reference.of(house, "getVault()", contracts.vault(), "vault"),
        new Reference(
            house,
            List.of("getExchange()", "getMarketRegistry()"),
            contracts.marketRegistry(),
            "market_registry"),
        Reference.of(contracts.vault(), "getClearingHouse()", house, "clearing_house"));
  }

  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    for (PerpMarket market : markets) {
      checks.add(
          new ViewCheck(
                  venue,
                  market.baseToken(),
                  "the size in %s at %s".formatted(market.symbol(), venue),
                  EvmCall.of(
                      contracts.accountBalance(),
                      "getTotalPositionSize(address,address)",
                      EvmAddress.toWord(account),
                      EvmAddress.toWord(market.baseToken())),
                  0,
                  size(account, market.baseToken(), rows))
              .as(ViewCheck.Form.SIGNED));
    }
    return checks;
  }

  private BigInteger size(String account, String baseToken, Rows rows) {
    Optional<Row> total = rereads.total(account, baseToken, rows);
    if (total.isPresent()) {
      return total.get().word(0);
    }
    BigInteger size =
        rows.get(tables.taker(account, baseToken)).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger price =
        rows.get(tables.market(baseToken)).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    for (Row row : rows.items(tables.orders(), account).values()) {
      MakerOrder order = MakerOrder.of(row.words());
      if (order.baseToken().equals(baseToken)) {
        size = size.add(order.baseInPool(price)).subtract(order.baseDebt());
      }
    }
    return PerpFold.isDust(size) ? BigInteger.ZERO : size;
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    if (!rereads.isMember(account.address(), rows)) {
      return;
    }
    Optional<Token> settlement =
        rows.get(tables.settlement()).map(row -> tokens.token(EvmAddress.of(row.word(0)), rows));
    Optional<Margin> margin = settlement.flatMap(token -> margins.margin(account, token, rows));
    for (PerpMarket market : markets) {
      market(account, market, settlement, margin, rows, out);
    }
    margins.read(account, block, settlement, margin, rows, out);
    otherMarkets(account, rows, out);
  }

  private void market(
      AccountId account,
      PerpMarket market,
      Optional<Token> settlement,
      Optional<Margin> margin,
      Rows rows,
      PositionSink out) {
    Optional<Row> taker = rows.get(tables.taker(account.address(), market.baseToken()));
    List<Row> orderRows = new ArrayList<>();
    for (Row row : rows.items(tables.orders(), account.address()).values()) {
      MakerOrder order = MakerOrder.of(row.words());
      if (order.baseToken().equals(market.baseToken()) && order.liquidity().signum() > 0) {
        orderRows.add(row);
      }
    }
    Optional<Row> price = rows.get(tables.market(market.baseToken()));
    BigInteger sqrtPrice = price.map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger takerSize = taker.map(row -> row.word(0)).orElse(BigInteger.ZERO);
    BigInteger makerSize = BigInteger.ZERO;
    List<Detail.Range> ranges = new ArrayList<>();
    for (Row row : orderRows) {
      MakerOrder order = MakerOrder.of(row.words());
      makerSize = makerSize.add(order.baseInPool(sqrtPrice)).subtract(order.baseDebt());
      ranges.add(range(market, order, sqrtPrice));
    }
    Optional<Row> read = rereads.total(account.address(), market.baseToken(), rows);
    BigInteger total = read.map(row -> row.word(0)).orElse(takerSize.add(makerSize));
    BigInteger size = PerpFold.isDust(total) ? BigInteger.ZERO : total;
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
    read.ifPresent(position::from);
    failedSince(account.address(), market.baseToken(), rows).ifPresent(position::unknownSince);
    orderRows.forEach(position::from);
    if (!orderRows.isEmpty()) {
      price.ifPresent(position::from);
    }
    margin.ifPresent(position::margin);
    out.position(position.build());
  }

  private OptionalLong failedSince(String account, String baseToken, Rows rows) {
    return Readings.failedSince(
        rows,
        rereads.isReadAlways(rows)
            ? tables.total(account, baseToken)
            : tables.taker(account, baseToken));
  }

  private static Detail.Range range(PerpMarket market, MakerOrder order, BigInteger sqrtPrice) {
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
    rows.items(tables.takers(), account.address())
        .forEach(
            (baseToken, row) -> {
              if (!PerpFold.isDust(row.word(0))) {
                held.add(baseToken);
              }
            });
    rows.items(tables.orders(), account.address())
        .values()
        .forEach(row -> held.add(MakerOrder.of(row.words()).baseToken()));
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
}
