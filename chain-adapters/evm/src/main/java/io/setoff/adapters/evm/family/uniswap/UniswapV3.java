package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.ticks.TickMath;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.PositionBuilder.Component;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One deployment of Uniswap v3 with its position manager.
 *
 * <p>A position is an NFT; whoever holds it owns the liquidity. Its amounts are the pool's at the
 * pool's price, its fees what {@code collect} would pay out now, which is more than the stored
 * {@code tokensOwed}. Source: NonfungiblePositionManager.sol of Uniswap v3 periphery.
 */
final class UniswapV3 implements EvmVenue {
  static final String ALL = "all";

  /** Of what {@code positions} answers. */
  private static final int LIQUIDITY_WORD = 7;

  private final VenueId venue;
  private final String factory;
  private final String manager;
  private final TokenDirectory tokens;
  private final String poolsTable;
  private final PoolFold pools;
  private final NftFold nfts;
  private final EventFold events;

  /**
   * A deployment.
   *
   * @param factory canonical address
   * @param manager the NonfungiblePositionManager, canonical address
   */
  UniswapV3(VenueId venue, String factory, String manager, TokenDirectory tokens) {
    this.venue = venue;
    this.factory = factory;
    this.manager = manager;
    this.tokens = tokens;
    String prefix = venue.protocol() + ":" + venue.deployment() + "/";
    this.poolsTable = prefix + "pools";
    this.pools = new PoolFold(prefix, manager);
    this.nfts = new NftFold(prefix, manager, poolsTable, pools);
    this.events =
        new EventFold()
            .onDiscovery("PoolCreated(address,address,uint24,int24,address)", this::poolCreated);
    nfts.register(events);
    pools.register(events);
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
    SortedSet<String> addresses = new TreeSet<>(rows.items(poolsTable, ALL).keySet());
    addresses.add(factory);
    addresses.add(manager);
    return addresses;
  }

  private void poolCreated(EvmLog log, RowEditor rows) {
    String pool = log.data().address(1);
    PoolState.Terms terms =
        new PoolState.Terms(
            log.topicAddress(0),
            log.topicAddress(1),
            log.topicWord(2),
            log.data().signedWord(0).intValueExact());
    rows.put(new RowKey(poolsTable, ALL, pool), List.of(), log.origin());
    pools.create(pool, PoolState.created(terms), log.origin(), rows);
    tokens.met(terms.token0(), log.origin(), rows);
    tokens.met(terms.token1(), log.origin(), rows);
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    SortedSet<String> held = new TreeSet<>();
    for (String account : tracked) {
      held.addAll(nfts.held(account, rows).keySet());
      nfts.custody().refresh(account, rows, plan);
    }
    held.forEach(tokenId -> nfts.refresh(tokenId, rows, plan));
    poolsOf(held, rows).forEach(pool -> pools.refresh(pool, rows, plan));
  }

  @Override
  public List<Reference> references() {
    return List.of(Reference.of(manager, "factory()", factory, "factory"));
  }

  private SortedSet<String> poolsOf(Set<String> tokenIds, Rows rows) {
    SortedSet<String> of = new TreeSet<>();
    for (String tokenId : tokenIds) {
      nfts.row(tokenId, rows).ifPresent(row -> of.add(Nft.of(row.words()).pool()));
    }
    return of;
  }

  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    SortedMap<String, Row> held = nfts.held(account, rows);
    List<ViewCheck> checks = new ArrayList<>();
    checks.add(
        new ViewCheck(
            venue,
            manager,
            "the number of positions at " + venue,
            EvmCall.of(manager, "balanceOf(address)", account),
            0,
            BigInteger.valueOf(held.size())));
    for (String tokenId : held.keySet()) {
      BigInteger id = new BigInteger(tokenId);
      checks.add(
          new ViewCheck(
                  venue,
                  nft(tokenId).value(),
                  "the holder of position " + tokenId + " at " + venue,
                  EvmCall.of(manager, "ownerOf(uint256)", id),
                  0,
                  EvmAddress.toWord(account))
              .as(ViewCheck.Form.ADDRESS));
      nfts.row(tokenId, rows)
          .ifPresent(
              row ->
                  checks.add(
                      new ViewCheck(
                          venue,
                          nft(tokenId).value(),
                          "the liquidity of position " + tokenId + " at " + venue,
                          EvmCall.of(manager, "positions(uint256)", id),
                          LIQUIDITY_WORD,
                          Nft.of(row.words()).liquidity())));
    }
    poolsOf(held.keySet(), rows).forEach(pool -> checks.addAll(pools.checks(venue, pool, rows)));
    return checks;
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    nfts.held(account.address(), rows)
        .forEach(
            (tokenId, owner) ->
                nfts.row(tokenId, rows)
                    .ifPresentOrElse(
                        row -> position(account, tokenId, owner, row, rows, out),
                        () ->
                            gap(
                                tokenId,
                                "position #%s is in no pool that is known".formatted(tokenId),
                                out)));
    nfts.custody()
        .givenToContracts(account.address(), rows)
        .forEach(
            (tokenId, holder) ->
                nfts.row(tokenId, rows)
                    .filter(row -> Nft.of(row.words()).liquidity().signum() > 0)
                    .ifPresent(
                        row ->
                            gap(
                                tokenId,
                                "position #%s was given to contract %s, and whose it is is not known"
                                    .formatted(tokenId, holder),
                                out)));
  }

  private void gap(String tokenId, String text, PositionSink out) {
    out.gap(venue, new Gap(GapKind.UNSUPPORTED, nft(tokenId).value(), text));
  }

  private void position(
      AccountId account, String tokenId, Row owner, Row row, Rows rows, PositionSink out) {
    Nft nft = Nft.of(row.words());
    Row poolRow = pools.row(nft.pool(), rows).orElseThrow();
    PoolState pool = PoolState.of(poolRow.words());
    BigInteger lower = TickMath.sqrtRatioAtTick(nft.lower());
    BigInteger upper = TickMath.sqrtRatioAtTick(nft.upper());
    BigInteger price = pool.sqrtPriceX96();
    BigInteger amount0 = ConcentratedLiquidity.amount0(nft.liquidity(), lower, upper, price);
    BigInteger amount1 = ConcentratedLiquidity.amount1(nft.liquidity(), lower, upper, price);
    FeeGrowth inside = pools.growthInside(nft.pool(), pool, nft.lower(), nft.upper(), rows);
    PoolFold.Range range = pools.range(nft.pool(), nft.lower(), nft.upper(), rows);
    boolean live = nft.liquidity().signum() > 0;
    Nft credited = live ? nft.updated(inside, BigInteger.ZERO) : nft;
    PoolFold.Range paying = live ? range.updated(inside, BigInteger.ZERO) : range;
    BigInteger fees0 = credited.owed0().min(paying.owed0());
    BigInteger fees1 = credited.owed1().min(paying.owed1());
    if (!live && fees0.signum() == 0 && fees1.signum() == 0) {
      return;
    }
    Token token0 = tokens.token(pool.terms().token0(), rows);
    Token token1 = tokens.token(pool.terms().token1(), rows);
    String pair = token0.symbol() + "/" + token1.symbol();
    PositionBuilder position =
        new PositionBuilder(venue, account, tokenId, PositionKind.LP_RANGE)
            .label("%s %s %% [%d, %d]".formatted(pair, percent(pool), nft.lower(), nft.upper()))
            .from(row)
            .from(owner)
            .from(poolRow)
            .share(
                nft(tokenId),
                pair + " #" + tokenId,
                List.of(new Component(token0, amount0), new Component(token1, amount1)))
            .detail(
                new Detail.Range(
                    nft.pool(),
                    tokenId,
                    nft.liquidity(),
                    nft.lower(),
                    nft.upper(),
                    lower,
                    upper,
                    price));
    if (pool.exact()) {
      position.feesOwed(token0, fees0).feesOwed(token1, fees1);
    } else {
      position.gap(
          GapKind.UNSUPPORTED,
          nft.pool(),
          "the fees of this pool cannot be computed: a swap does not agree with the folded state");
    }
    out.position(position.build());
  }

  private AssetId nft(String tokenId) {
    return AssetId.erc721(venue.chain(), manager, tokenId);
  }

  private static String percent(PoolState pool) {
    return new BigDecimal(pool.terms().feePips(), 4).stripTrailingZeros().toPlainString();
  }
}
