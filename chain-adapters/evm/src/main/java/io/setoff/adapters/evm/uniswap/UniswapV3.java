package io.setoff.adapters.evm.uniswap;

import io.setoff.adapters.evm.EventFold;
import io.setoff.adapters.evm.EvmAddress;
import io.setoff.adapters.evm.EvmLog;
import io.setoff.adapters.evm.EvmProtocol;
import io.setoff.adapters.evm.TokenDirectory;
import io.setoff.adapters.kernel.PositionBuilder;
import io.setoff.adapters.kernel.PositionBuilder.Component;
import io.setoff.adapters.kernel.PositionReader;
import io.setoff.adapters.kernel.PositionSink;
import io.setoff.adapters.kernel.RowEditor;
import io.setoff.adapters.kernel.Token;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.GapKind;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One deployment of Uniswap v3 with its position manager.
 *
 * <p>A position is an NFT; whoever holds it owns the liquidity. Its amounts are the pool's at the
 * pool's price, its fees what {@code collect} would pay out now, which is more than the stored
 * {@code tokensOwed}. Source: NonfungiblePositionManager.sol of Uniswap v3 periphery.
 */
public final class UniswapV3 implements EvmProtocol, PositionReader {
  private static final String ALL = "all";
  private static final String NOBODY = EvmAddress.of(BigInteger.ZERO);

  private final VenueId venue;
  private final String factory;
  private final String manager;
  private final TokenDirectory tokens;
  private final String poolsTable;
  private final String positionTable;
  private final String ownerTable;
  private final PoolFold pools;
  private final EventFold events;

  /**
   * A deployment.
   *
   * @param factory canonical address
   * @param manager the NonfungiblePositionManager, canonical address
   */
  public UniswapV3(VenueId venue, String factory, String manager, TokenDirectory tokens) {
    this.venue = venue;
    this.factory = factory;
    this.manager = manager;
    this.tokens = tokens;
    String prefix = venue.protocol() + ":" + venue.deployment() + "/";
    this.poolsTable = prefix + "pools";
    this.positionTable = prefix + "position";
    this.ownerTable = prefix + "owner";
    this.pools = new PoolFold(prefix, manager);
    this.events =
        new EventFold()
            .onDiscovery("PoolCreated(address,address,uint24,int24,address)", this::poolCreated)
            .onWithEarlier(
                "IncreaseLiquidity(uint256,uint128,uint256,uint256)", this::increaseLiquidity)
            .on("DecreaseLiquidity(uint256,uint128,uint256,uint256)", this::decreaseLiquidity)
            .on("Collect(uint256,address,uint256,uint256)", this::collect)
            .on("Transfer(address,address,uint256)", this::transfer);
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

  /** A position of the manager: its NFT's bounds, liquidity and what it owes. */
  private record Nft(
      String pool,
      int lower,
      int upper,
      BigInteger liquidity,
      FeeGrowth last,
      BigInteger owed0,
      BigInteger owed1) {

    static Nft of(List<BigInteger> words) {
      return new Nft(
          EvmAddress.of(words.get(0)),
          words.get(1).intValueExact(),
          words.get(2).intValueExact(),
          words.get(3),
          new FeeGrowth(words.get(4), words.get(5)),
          words.get(6),
          words.get(7));
    }

    List<BigInteger> words() {
      return List.of(
          EvmAddress.toWord(pool),
          BigInteger.valueOf(lower),
          BigInteger.valueOf(upper),
          liquidity,
          last.token0(),
          last.token1(),
          owed0,
          owed1);
    }

    /** Credits what the liquidity so far has earned, then changes it. */
    Nft updated(FeeGrowth inside, BigInteger change) {
      FeeGrowth earned = inside.minus(last);
      return new Nft(
          pool,
          lower,
          upper,
          liquidity.add(change),
          inside,
          owed0.add(earned.fees0(liquidity)),
          owed1.add(earned.fees1(liquidity)));
    }

    Nft owing(BigInteger more0, BigInteger more1) {
      return new Nft(pool, lower, upper, liquidity, last, owed0.add(more0), owed1.add(more1));
    }
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

  /** A new NFT's pool and bounds stand in the pool's own Mint log just before. */
  private void increaseLiquidity(EvmLog log, List<EvmLog> earlier, RowEditor rows) {
    BigInteger liquidity = log.data().word(0);
    Nft before = nft(log, rows).orElseGet(() -> minted(log, earlier, rows));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    save(log, before.updated(range.last(), liquidity), rows);
  }

  private Nft minted(EvmLog log, List<EvmLog> earlier, Rows rows) {
    SortedSet<String> known = addresses(rows);
    for (EvmLog mint : earlier.reversed()) {
      if (known.contains(mint.address())
          && mint.topics().get(0).equals(PoolFold.MINT)
          && mint.topicAddress(0).equals(manager)
          && mint.data().word(1).equals(log.data().word(0))) {
        return new Nft(
            mint.address(),
            mint.topicSigned(1).intValueExact(),
            mint.topicSigned(2).intValueExact(),
            BigInteger.ZERO,
            FeeGrowth.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO);
      }
    }
    throw new IllegalStateException(
        "position " + log.topicWord(0) + " has no Mint in transaction " + log.txHash());
  }

  private void decreaseLiquidity(EvmLog log, RowEditor rows) {
    Nft before = nft(log, rows).orElseThrow(() -> unknown(log));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    Nft after =
        before
            .updated(range.last(), log.data().word(0).negate())
            .owing(log.data().word(1), log.data().word(2));
    save(log, after, rows);
  }

  private void collect(EvmLog log, RowEditor rows) {
    Nft before = nft(log, rows).orElseThrow(() -> unknown(log));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    Nft credited =
        before.liquidity().signum() > 0 ? before.updated(range.last(), BigInteger.ZERO) : before;
    save(log, credited.owing(log.data().word(1).negate(), log.data().word(2).negate()), rows);
  }

  private void transfer(EvmLog log, RowEditor rows) {
    if (!log.address().equals(manager)) {
      return;
    }
    String tokenId = log.topicWord(2).toString();
    String from = log.topicAddress(0);
    String to = log.topicAddress(1);
    if (!from.equals(NOBODY)) {
      rows.delete(new RowKey(ownerTable, from, tokenId));
    }
    if (to.equals(NOBODY)) {
      rows.delete(new RowKey(positionTable, tokenId, ""));
    } else {
      rows.put(new RowKey(ownerTable, to, tokenId), List.of(), log.origin());
    }
  }

  private Optional<Nft> nft(EvmLog log, Rows rows) {
    return rows.get(nftKey(log)).map(row -> Nft.of(row.words()));
  }

  private void save(EvmLog log, Nft nft, RowEditor rows) {
    rows.put(nftKey(log), nft.words(), log.origin());
  }

  private RowKey nftKey(EvmLog log) {
    return new RowKey(positionTable, log.topicWord(0).toString(), "");
  }

  private static IllegalStateException unknown(EvmLog log) {
    return new IllegalStateException("position " + log.topicWord(0) + " is unknown: " + log);
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    rows.items(ownerTable, account.address())
        .forEach(
            (tokenId, owner) ->
                rows.get(new RowKey(positionTable, tokenId, ""))
                    .ifPresent(row -> position(account, tokenId, owner, row, rows, out)));
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
                AssetId.erc721(venue.chain(), manager, tokenId),
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

  private static String percent(PoolState pool) {
    return new BigDecimal(pool.terms().feePips(), 4).stripTrailingZeros().toPlainString();
  }
}
