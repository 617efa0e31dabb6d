package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.ticks.TickMath;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Keeps pools as their contracts do: price, ticks, fee growth, and the ranges that the position
 * manager owns in them.
 *
 * <p>A Swap log tells where the price went and what was paid in all; the fee of each step between
 * ticks follows, because every step but the last takes the fee that the formula gives and the last
 * takes what remains. Source: UniswapV3Pool.sol, Tick.sol, Position.sol of Uniswap v3 core.
 */
final class PoolFold {
  private static final String MINT_EVENT =
      "Mint(address,address,int24,int24,uint128,uint256,uint256)";

  /** Whose part of a pool is read: its own. */
  private static final String POOL = "pool";

  /** First topic of a pool's Mint. */
  static final String MINT = EventFold.topic(MINT_EVENT);

  private static final BigInteger LOWEST = TickMath.sqrtRatioAtTick(TickMath.MIN_TICK);
  private static final BigInteger HIGHEST = TickMath.sqrtRatioAtTick(TickMath.MAX_TICK);

  private final String poolTable;
  private final String tickTable;
  private final String rangeTable;
  private final TickBitmap bitmap;
  private final String manager;

  /**
   * A fold into tables with {@code prefix}.
   *
   * @param manager the position manager, whose ranges are kept
   */
  PoolFold(String prefix, String manager) {
    this.poolTable = prefix + "pool";
    this.tickTable = prefix + "tick";
    this.rangeTable = prefix + "range";
    this.bitmap = new TickBitmap(prefix + "bitmap");
    this.manager = manager;
  }

  void register(EventFold events) {
    events
        .on("Initialize(uint160,int24)", this::initialize)
        .on(MINT_EVENT, this::mint)
        .on("Burn(address,int24,int24,uint128,uint256,uint256)", this::burn)
        .on("Collect(address,address,int24,int24,uint128,uint128)", this::collect)
        .on("Swap(address,address,int256,int256,uint160,uint128,int24)", this::swap)
        .on("Flash(address,address,uint256,uint256,uint256,uint256)", this::flash)
        .on("SetFeeProtocol(uint8,uint8,uint8,uint8)", this::protocolFee);
  }

  /**
   * A pool's range that the position manager owns, shared by all its positions with these bounds.
   */
  record Range(BigInteger liquidity, FeeGrowth last, BigInteger owed0, BigInteger owed1) {
    static final Range NONE =
        new Range(BigInteger.ZERO, FeeGrowth.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    static Range of(List<BigInteger> words) {
      return new Range(
          words.get(0), new FeeGrowth(words.get(1), words.get(2)), words.get(3), words.get(4));
    }

    List<BigInteger> words() {
      return List.of(liquidity, last.token0(), last.token1(), owed0, owed1);
    }

    /** Position.update of the pool: credits what the liquidity so far has earned. */
    Range updated(FeeGrowth inside, BigInteger change) {
      FeeGrowth earned = inside.minus(last);
      return new Range(
          liquidity.add(change),
          inside,
          owed0.add(earned.fees0(liquidity)),
          owed1.add(earned.fees1(liquidity)));
    }

    Range owing(BigInteger more0, BigInteger more1) {
      return new Range(liquidity, last, owed0.add(more0), owed1.add(more1));
    }
  }

  void create(String pool, PoolState state, Origin origin, RowEditor rows) {
    rows.put(poolKey(pool), state.words(), origin);
  }

  Optional<Row> row(String pool, Rows rows) {
    return rows.get(poolKey(pool));
  }

  PoolState pool(String pool, Rows rows) {
    return PoolState.of(
        row(pool, rows)
            .orElseThrow(() -> new IllegalStateException("no such pool: " + pool))
            .words());
  }

  Range range(String pool, int lower, int upper, Rows rows) {
    return rows.get(rangeKey(pool, lower, upper))
        .map(row -> Range.of(row.words()))
        .orElse(Range.NONE);
  }

  /** The pool's own price and liquidity have to be those of its logs. */
  List<ViewCheck> checks(VenueId venue, String pool, Rows rows) {
    PoolState state = pool(pool, rows);
    return List.of(
        new ViewCheck(
            venue,
            pool,
            "the price of pool %s at %s (sqrtPriceX96)".formatted(pool, venue),
            EvmCall.of(pool, "slot0()"),
            0,
            state.sqrtPriceX96()),
        new ViewCheck(
            venue,
            pool,
            "the liquidity of pool %s at %s".formatted(pool, venue),
            EvmCall.of(pool, "liquidity()"),
            0,
            state.liquidity()));
  }

  /** Reads what a pool's logs did not tell. Its fees cannot be computed then. */
  void refresh(String pool, Rows rows, ViewPlan plan) {
    if (!Doubts.isDue(rows, pool, POOL)) {
      return;
    }
    plan.reread(
        poolKey(pool),
        EvmCall.of(pool, "slot0()"),
        2,
        words -> {
          PoolState state = pool(pool, rows);
          int tick = words.signedWord(1).intValueExact();
          return Optional.of(state.at(words.word(0), tick, state.liquidity()).inexact().words());
        },
        pool,
        POOL);
    plan.reread(
        poolKey(pool),
        EvmCall.of(pool, "liquidity()"),
        1,
        words -> {
          PoolState state = pool(pool, rows);
          return Optional.of(
              state.at(state.sqrtPriceX96(), state.tick(), words.word(0)).inexact().words());
        },
        pool,
        POOL);
  }

  /** Tick.getFeeGrowthInside. */
  FeeGrowth growthInside(String pool, PoolState state, int lower, int upper, Rows rows) {
    FeeGrowth outsideLower = tick(pool, lower, rows).outside();
    FeeGrowth outsideUpper = tick(pool, upper, rows).outside();
    FeeGrowth all = state.growth();
    FeeGrowth below = state.tick() >= lower ? outsideLower : all.minus(outsideLower);
    FeeGrowth above = state.tick() < upper ? outsideUpper : all.minus(outsideUpper);
    return all.minus(below).minus(above);
  }

  private void initialize(EvmLog log, RowEditor rows) {
    PoolState state = pool(log.address(), rows);
    BigInteger sqrtPrice = log.data().word(0);
    int tick = log.data().signedWord(1).intValueExact();
    save(log, state.at(sqrtPrice, tick, BigInteger.ZERO), rows);
  }

  private void mint(EvmLog log, RowEditor rows) {
    changeRange(log, log.data().word(1), rows);
  }

  private void burn(EvmLog log, RowEditor rows) {
    Range range = changeRange(log, log.data().word(0).negate(), rows);
    if (isManagers(log)) {
      Range owing = range.owing(log.data().word(1), log.data().word(2));
      rows.put(rangeKey(log), owing.words(), log.origin());
    }
  }

  /** UniswapV3Pool._modifyPosition; a change of zero only credits fees. */
  private Range changeRange(EvmLog log, BigInteger change, RowEditor rows) {
    String pool = log.address();
    int lower = log.topicSigned(1).intValueExact();
    int upper = log.topicSigned(2).intValueExact();
    PoolState state = pool(pool, rows);
    if (change.signum() != 0) {
      changeTick(log, state, lower, change, change, rows);
      changeTick(log, state, upper, change, change.negate(), rows);
    }
    Range range = range(pool, lower, upper, rows);
    if (isManagers(log)) {
      range = range.updated(growthInside(pool, state, lower, upper, rows), change);
      rows.put(rangeKey(log), range.words(), log.origin());
    }
    clearIfEmpty(pool, lower, rows);
    clearIfEmpty(pool, upper, rows);
    if (change.signum() != 0 && state.inRange(lower, upper)) {
      BigInteger liquidity = state.liquidity().add(change);
      save(log, state.at(state.sqrtPriceX96(), state.tick(), liquidity), rows);
    }
    return range;
  }

  private void changeTick(
      EvmLog log,
      PoolState state,
      int tick,
      BigInteger change,
      BigInteger netChange,
      RowEditor rows) {
    TickState before = tick(log.address(), tick, rows);
    BigInteger gross = before.gross().add(change);
    boolean isNew = before.gross().signum() == 0;
    boolean growthIsBelow = isNew && tick <= state.tick();
    TickState after =
        new TickState(
            gross, before.net().add(netChange), growthIsBelow ? state.growth() : before.outside());
    rows.put(tickKey(log.address(), tick), after.words(), log.origin());
    if (isNew != (gross.signum() == 0)) {
      bitmap.flip(log.address(), tick, state.terms().tickSpacing(), log.origin(), rows);
    }
  }

  private void clearIfEmpty(String pool, int tick, RowEditor rows) {
    RowKey key = tickKey(pool, tick);
    if (rows.get(key).isPresent() && tick(pool, tick, rows).gross().signum() == 0) {
      rows.delete(key);
    }
  }

  private void collect(EvmLog log, RowEditor rows) {
    if (isManagers(log)) {
      RowKey key = rangeKey(log);
      Range range = rows.get(key).map(row -> Range.of(row.words())).orElse(Range.NONE);
      Range paid = range.owing(log.data().word(1).negate(), log.data().word(2).negate());
      rows.put(key, paid.words(), log.origin());
    }
  }

  private void protocolFee(EvmLog log, RowEditor rows) {
    int fee0 = log.data().word(2).intValueExact();
    int fee1 = log.data().word(3).intValueExact();
    save(log, pool(log.address(), rows).withProtocolFee(fee0, fee1), rows);
  }

  private void flash(EvmLog log, RowEditor rows) {
    PoolState state = pool(log.address(), rows);
    save(log, state.earning(log.data().word(2), log.data().word(3)), rows);
  }

  private void swap(EvmLog log, RowEditor rows) {
    BigInteger sqrtAfter = log.data().word(2);
    BigInteger liquidityAfter = log.data().word(3);
    int tickAfter = log.data().signedWord(4).intValueExact();
    PoolState replayed = replay(log, pool(log.address(), rows), sqrtAfter, rows);
    boolean agrees = replayed.liquidity().equals(liquidityAfter);
    PoolState stated = replayed.at(sqrtAfter, tickAfter, liquidityAfter);
    save(log, agrees ? stated : stated.inexact(), rows);
  }

  /**
   * Walks the swap's steps from tick to tick and credits each one's fee. A step that ends at a tick
   * takes the fee of the formula; the last step takes what is left of the input.
   */
  private PoolState replay(EvmLog log, PoolState start, BigInteger sqrtAfter, RowEditor rows) {
    BigInteger amount0 = log.data().signedWord(0);
    int direction = start.sqrtPriceX96().compareTo(sqrtAfter);
    boolean zeroForOne = direction == 0 ? amount0.signum() > 0 : direction > 0;
    BigInteger paid = zeroForOne ? amount0 : log.data().signedWord(1);
    PoolState state = start;
    if (sqrtAfter.compareTo(LOWEST) < 0 || sqrtAfter.compareTo(HIGHEST) > 0) {
      return state.inexact();
    }
    while (paid.signum() > 0 || !state.sqrtPriceX96().equals(sqrtAfter)) {
      if (state.tick() < TickMath.MIN_TICK || state.tick() >= TickMath.MAX_TICK) {
        return state.inexact();
      }
      TickBitmap.Next next =
          bitmap.next(log.address(), state.tick(), state.terms().tickSpacing(), zeroForOne, rows);
      BigInteger sqrtNext = TickMath.sqrtRatioAtTick(next.tick());
      boolean toTick =
          zeroForOne ? sqrtNext.compareTo(sqrtAfter) >= 0 : sqrtNext.compareTo(sqrtAfter) <= 0;
      BigInteger target = toTick ? sqrtNext : sqrtAfter;
      BigInteger amountIn =
          SwapMath.amountIn(zeroForOne, state.sqrtPriceX96(), target, state.liquidity());
      BigInteger left = paid.subtract(amountIn);
      BigInteger fee = toTick ? SwapMath.feeOfFullStep(amountIn, state.terms().feePips()) : left;
      paid = left.subtract(fee);
      if (fee.signum() < 0 || paid.signum() < 0) {
        return state.inexact();
      }
      state =
          zeroForOne ? state.earning(fee, BigInteger.ZERO) : state.earning(BigInteger.ZERO, fee);
      if (!toTick) {
        return state.at(target, state.tick(), state.liquidity());
      }
      BigInteger liquidity =
          next.initialized() ? cross(log, state, next.tick(), zeroForOne, rows) : state.liquidity();
      state = state.at(target, zeroForOne ? next.tick() - 1 : next.tick(), liquidity);
    }
    return state;
  }

  /** Tick.cross; returns the liquidity on the other side. */
  private BigInteger cross(
      EvmLog log, PoolState state, int tick, boolean zeroForOne, RowEditor rows) {
    TickState at = tick(log.address(), tick, rows);
    TickState crossed = new TickState(at.gross(), at.net(), state.growth().minus(at.outside()));
    rows.put(tickKey(log.address(), tick), crossed.words(), log.origin());
    return zeroForOne ? state.liquidity().subtract(at.net()) : state.liquidity().add(at.net());
  }

  private boolean isManagers(EvmLog log) {
    return log.topicAddress(0).equals(manager);
  }

  private void save(EvmLog log, PoolState state, RowEditor rows) {
    rows.put(poolKey(log.address()), state.words(), log.origin());
  }

  private TickState tick(String pool, int tick, Rows rows) {
    return rows.get(tickKey(pool, tick))
        .map(row -> TickState.of(row.words()))
        .orElse(TickState.NONE);
  }

  private RowKey poolKey(String pool) {
    return new RowKey(poolTable, pool, "");
  }

  private RowKey tickKey(String pool, int tick) {
    return new RowKey(tickTable, pool, Integer.toString(tick));
  }

  private RowKey rangeKey(EvmLog log) {
    return rangeKey(
        log.address(), log.topicSigned(1).intValueExact(), log.topicSigned(2).intValueExact());
  }

  private RowKey rangeKey(String pool, int lower, int upper) {
    return new RowKey(rangeTable, pool, lower + ":" + upper);
  }
}
