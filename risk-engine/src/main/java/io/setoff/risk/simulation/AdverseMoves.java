package io.setoff.risk.simulation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.provenance.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holdings lose when every underlying moves against them at once: a charge where nothing
 * better is known.
 *
 * <p>Holdings of one underlying are revalued together over seven prices, from {@code -m} to {@code
 * +m} in log, times three volatilities, and the worst is taken. A holding of several underlyings is
 * charged alone: each underlying moves by its {@code m} in the direction that costs more, alone and
 * together with the others. The charges add up: no gain of one offsets a loss of another.
 */
public final class AdverseMoves {
  private static final int STEPS = 3;
  private static final int[] BOTH = {-1, 1};

  private final MarketSnapshot market;
  private final Rule rule;
  private final double days;

  /**
   * How far prices and volatilities go.
   *
   * @param multiple of a volatility that a price moves by
   * @param defaultVolatility of a day, for an underlying whose market states none
   * @param volatilityMove change of the logarithm of implied volatility at 30 days, up and down
   * @param power how much more short expiries move
   * @param floorDays shortest time to expiry that counts, days, above 0
   */
  public record Rule(
      double multiple,
      double defaultVolatility,
      double volatilityMove,
      double power,
      double floorDays) {
    private static final double LARGEST = 20;
    private static final double LARGEST_POWER = 2;

    /** Throws when a number cannot be used; {@code field} is the path of this rule. */
    public void check(String field) {
      Require.within(field + ".multiple", multiple, Double.MIN_VALUE, LARGEST);
      Require.within(field + ".default_volatility", defaultVolatility, Double.MIN_VALUE, 1);
      Require.within(field + ".volatility_move", volatilityMove, 0, LARGEST);
      Require.within(field + ".power", power, 0, LARGEST_POWER);
      Require.positive(field + ".floor_days", floorDays);
    }

    public void addTo(Fingerprint fingerprint) {
      fingerprint
          .add(multiple)
          .add(defaultVolatility)
          .add(volatilityMove)
          .add(power)
          .add(floorDays);
    }
  }

  /** Moves over {@code days} from {@code market}, which has passed its check. */
  public AdverseMoves(MarketSnapshot market, Rule rule, double days) {
    rule.check("rule");
    Require.notNegative("days", days);
    this.market = market;
    this.rule = rule;
    this.days = days;
  }

  /** What each holding gains in the move that it is charged for, by id, USD; sums to at most 0. */
  public SortedMap<String, Double> gains(List<Holding> holdings) {
    SortedMap<String, Double> gains = new TreeMap<>();
    SortedMap<UnderlyingId, List<Holding>> single = new TreeMap<>();
    for (Holding holding : holdings) {
      List<UnderlyingId> moving = holding.instrument().underlyings();
      if (moving.isEmpty()) {
        gains.put(holding.id(), 0.0);
      } else if (moving.size() == 1) {
        single.computeIfAbsent(moving.getFirst(), id -> new ArrayList<>()).add(holding);
      } else {
        worst(List.of(holding), corners(holding, moving), gains);
      }
    }
    single.forEach((underlying, group) -> worst(group, grid(underlying), gains));
    return gains;
  }

  private void worst(List<Holding> group, List<MarketMove> moves, SortedMap<String, Double> gains) {
    double[][] table = DistinctInstruments.of(group).gains(market, moves);
    int worst = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int move = 0; move < moves.size(); move++) {
      double sum = 0;
      for (double[] row : table) {
        sum += row[move];
      }
      if (sum < least) {
        least = sum;
        worst = move;
      }
    }
    for (int i = 0; i < table.length; i++) {
      gains.put(group.get(i).id(), table[i][worst] + 0.0);
    }
  }

  private List<MarketMove> grid(UnderlyingId underlying) {
    List<MarketMove> moves = new ArrayList<>();
    moves.add(MarketMove.NONE);
    for (int step = -STEPS; step <= STEPS; step++) {
      double factor = StrictMath.exp(size(underlying) * step / STEPS);
      for (int direction = -1; direction <= 1; direction++) {
        VolShock volatility =
            new VolShock.Exponential(
                0, direction * rule.volatilityMove(), rule.power(), rule.floorDays());
        moves.add(MarketMove.of(step + "/" + direction, underlying, new Shock(factor, volatility)));
      }
    }
    return moves;
  }

  private List<MarketMove> corners(Holding holding, List<UnderlyingId> moving) {
    DistinctInstruments alone = DistinctInstruments.of(List.of(holding));
    List<MarketMove> moves = new ArrayList<>();
    moves.add(MarketMove.NONE);
    SortedMap<UnderlyingId, Shock> together = new TreeMap<>();
    for (UnderlyingId underlying : moving) {
      List<MarketMove> pair = new ArrayList<>();
      for (int direction : BOTH) {
        pair.add(
            MarketMove.of(underlying + "/" + direction, underlying, shock(underlying, direction)));
      }
      double[] gains = alone.gains(market, pair)[0];
      together.put(underlying, shock(underlying, BOTH[gains[0] <= gains[1] ? 0 : 1]));
      moves.addAll(pair);
    }
    moves.add(new MarketMove("each-against", together));
    for (int direction : BOTH) {
      SortedMap<UnderlyingId, Shock> all = new TreeMap<>();
      moving.forEach(underlying -> all.put(underlying, shock(underlying, direction)));
      moves.add(new MarketMove("all/" + direction, all));
    }
    return moves;
  }

  private Shock shock(UnderlyingId underlying, int direction) {
    return Shock.spot(StrictMath.exp(direction * size(underlying)));
  }

  /** How far the logarithm of a price moves. */
  private double size(UnderlyingId underlying) {
    double daily =
        market
            .of(underlying)
            .map(UnderlyingMarket::dailyVolatility)
            .filter(known -> known.isPresent())
            .map(known -> known.getAsDouble())
            .orElse(rule.defaultVolatility());
    return rule.multiple() * daily * Math.sqrt(days);
  }
}
