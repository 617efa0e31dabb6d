package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.ChainId;
import io.setoff.v1.CutPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts that requests name. */
final class Cuts {
  private Cuts() {}

  static Cut of(IndexedChains book, List<CutPoint> points) {
    Map<ChainId, String> hashes = new HashMap<>();
    for (CutPoint point : points) {
      try {
        hashes.put(new ChainId(point.getChain()), point.getBlockHash());
      } catch (IllegalArgumentException e) {
        throw RequestException.invalid("cut.chain", String.valueOf(e.getMessage()));
      }
    }
    return Cut.of(book, hashes);
  }
}
