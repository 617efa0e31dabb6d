package io.setoff.gateway.portfolio;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.portfolio.RequestException.Code;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainReplica.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One block of every chain. There is no common time of chains: a cut names its blocks.
 *
 * @param finality empty for an explicit cut
 * @param points sorted by chain
 */
public record Cut(Optional<Finality> finality, List<Point> points) {
  public Cut {
    points = List.copyOf(points);
  }

  /**
   * A chain's block.
   *
   * @param chain the chain when the cut was made
   * @param state empty when nothing of the finality is held
   */
  public record Point(ChainView chain, Optional<State> state) {}

  /** The newest blocks of a finality. */
  public static Cut of(IndexedChains book, Finality finality) {
    return new Cut(
        Optional.of(finality),
        book.chains().stream().map(view -> new Point(view, view.at(finality))).toList());
  }

  /**
   * The blocks with these hashes, one for each chain.
   *
   * @throws RequestException when a chain is missing, unknown, or does not hold the block
   */
  public static Cut of(IndexedChains book, Map<ChainId, String> hashes) {
    List<Point> points = new ArrayList<>();
    for (ChainView view : book.chains()) {
      ChainId id = view.chain().id();
      String hash = hashes.get(id);
      if (hash == null) {
        throw RequestException.invalid(
            "cut", "names no block of " + id + ", a cut names all chains");
      }
      State state =
          view.at(hash)
              .orElseThrow(
                  () ->
                      new RequestException(
                          Code.FAILED_PRECONDITION,
                          "cut",
                          "block " + hash + " of " + id + " is not held, no longer or not yet"));
      points.add(new Point(view, Optional.of(state)));
    }
    for (ChainId id : hashes.keySet()) {
      if (book.chain(id).isEmpty()) {
        throw new RequestException(
            Code.NOT_FOUND, "cut", "chain " + id + " is not configured here");
      }
    }
    return new Cut(Optional.empty(), points);
  }
}
