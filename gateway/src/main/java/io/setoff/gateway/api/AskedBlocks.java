package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.wire.Enums;
import io.setoff.model.ChainId;
import io.setoff.model.View;
import io.setoff.v1.CutPoint;
import io.setoff.v1.Finality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The blocks that requests ask about. */
final class AskedBlocks {
  private final IndexedChains book;
  private final Tracking tracking;

  AskedBlocks(IndexedChains book, Tracking tracking) {
    this.book = book;
    this.tracking = tracking;
  }

  /**
   * What is asked for: the cut when there is one, else the finality.
   *
   * @throws RequestException when either is not known
   */
  AsOf asked(Finality finality, List<CutPoint> cut) {
    View view = Enums.view(finality);
    return cut.isEmpty() ? new AsOf.Newest(view) : cut(cut);
  }

  /** The blocks that a request names. */
  AsOf.Blocks cut(List<CutPoint> points) {
    return new AsOf.Blocks(Cut.of(book, hashes(points)));
  }

  private static Map<ChainId, String> hashes(List<CutPoint> points) {
    Map<ChainId, String> hashes = new HashMap<>();
    for (CutPoint point : points) {
      try {
        hashes.put(new ChainId(point.getChain()), point.getBlockHash());
      } catch (IllegalArgumentException e) {
        throw RequestException.invalid("cut.chain", String.valueOf(e.getMessage()));
      }
    }
    return hashes;
  }

  /**
   * Completes once the newest blocks have the account; blocks that are named have what they have.
   */
  CompletableFuture<Void> held(AccountRef account, AsOf asOf) {
    return switch (asOf) {
      case AsOf.Newest _ -> tracking.ready(account);
      case AsOf.Blocks _ -> CompletableFuture.completedFuture(null);
    };
  }
}
