package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moves that instruments are priced in, with what they do to each underlying found once, for
 * however many markets and books. Safe for use by many threads.
 */
public final class PreparedMoves {
  private final List<MarketMove> moves;
  private final Map<UnderlyingId, PreparedShocks> known = new ConcurrentHashMap<>();

  /** What they do to all that is not known; empty when that is to be found. */
  private final Optional<PreparedShocks> others;

  private PreparedMoves(List<MarketMove> moves, Optional<PreparedShocks> others) {
    this.moves = List.copyOf(moves);
    this.others = others;
  }

  public static PreparedMoves of(List<MarketMove> moves) {
    return new PreparedMoves(moves, Optional.empty());
  }

  /** Moves of one underlying, while everything else stays. */
  public static PreparedMoves alone(UnderlyingId underlying, PreparedShocks shocks) {
    PreparedShocks none = new PreparedShocks(Collections.nCopies(shocks.size(), Shock.NONE));
    PreparedMoves alone =
        new PreparedMoves(Collections.nCopies(shocks.size(), MarketMove.NONE), Optional.of(none));
    alone.known.put(underlying, shocks);
    return alone;
  }

  /** Number of moves. */
  public int size() {
    return moves.size();
  }

  /**
   * What they do to an underlying.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when a factor cannot be used
   */
  PreparedShocks of(UnderlyingId underlying) {
    PreparedShocks before = known.get(underlying);
    if (before != null) {
      return before;
    }
    if (others.isPresent()) {
      return others.get();
    }
    List<Shock> shocks = new ArrayList<>(moves.size());
    for (MarketMove move : moves) {
      shocks.add(Quotes.shock(move, underlying));
    }
    PreparedShocks made = new PreparedShocks(shocks);
    known.put(underlying, made);
    return made;
  }
}
