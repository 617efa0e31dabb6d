package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.MarketSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Values many instruments in many moves of one market: what {@link Pricer} says, to the bit. What
 * instruments share, by underlying and by expiry, is calculated once. For one thread.
 */
public final class GridPricer {
  private final Quotes quotes;
  private final PreparedMoves moves;
  private final Tiling tiling;
  private final OptionRows options;
  private final Map<UnderlyingId, MovedUnderlying> underlyings = new HashMap<>();

  /** A pricer of {@code moves} of {@code market}. */
  public GridPricer(MarketSnapshot market, PreparedMoves moves, OptionKernel kernel) {
    quotes = new Quotes(market);
    this.moves = moves;
    tiling = Tiling.of(moves.size());
    options = new OptionRows(kernel, tiling);
  }

  /**
   * Prices one unit of each instrument.
   *
   * @param values receives what each is worth before any move, USD
   * @param moved receives what each is worth after the moves, USD: a row per instrument, a number
   *     per move
   * @throws InvalidRiskInputException when the market that one needs is not known or no number
   */
  public void price(List<Instrument> instruments, double[] values, double[][] moved) {
    for (int i = 0; i < instruments.size(); i++) {
      values[i] = price(instruments.get(i), moved[i]);
    }
    options.flush();
  }

  private double price(Instrument instrument, double[] row) {
    return switch (instrument) {
      case Cash cash -> fill(cash, 1, move -> 1, row);
      case Spot spot -> {
        MovedUnderlying moved = moved(spot.underlying());
        yield fill(spot, moved.spot(), moved::price, row);
      }
      case Perpetual perpetual -> {
        MovedUnderlying moved = moved(perpetual.underlying());
        double mark = quotes.of(perpetual.underlying()).perpetual();
        yield fill(perpetual, 0, move -> mark * (moved.factor(move) - 1), row);
      }
      case Future future -> {
        MovedUnderlying moved = moved(future.underlying());
        double mark = Quotes.forward(quotes.of(future.underlying()), future.expiry());
        yield fill(future, 0, move -> mark * (moved.factor(move) - 1), row);
      }
      case EuropeanOption option -> {
        MovedExpiry expiry = moved(option.underlying()).expiry(option.expiry());
        OptionRow now = expiry.row(option);
        options.add(expiry, now, row);
        yield now.value();
      }
      case LiquidityRange range -> {
        MovedUnderlying token0 = moved(range.token0());
        MovedUnderlying token1 = moved(range.token1());
        yield fill(
            range,
            Liquidity.value(range, token0.spot(), token1.spot()),
            move -> Liquidity.value(range, token0.price(move), token1.price(move)),
            row);
      }
      case LendingAccount account -> {
        List<MovedUnderlying> assets =
            account.assets().stream().map(asset -> moved(asset.underlying())).toList();
        yield fill(
            account,
            LendingValue.of(account, asset -> assets.get(asset).spot()),
            move -> LendingValue.of(account, asset -> assets.get(asset).price(move)),
            row);
      }
    };
  }

  private double fill(
      Instrument instrument, double value, IntToDoubleFunction after, double[] row) {
    Quotes.finite(value, instrument);
    for (int move = 0; move < moves.size(); move++) {
      row[move] = Quotes.finite(after.applyAsDouble(move), instrument);
    }
    return value;
  }

  private MovedUnderlying moved(UnderlyingId underlying) {
    return underlyings.computeIfAbsent(
        underlying, id -> new MovedUnderlying(quotes, id, moves.of(id), tiling));
  }
}
