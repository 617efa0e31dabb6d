package io.setoff.adapters.kernel.spi;

import java.util.List;

/** Everything that reads one chain. */
public interface ChainAdapter {

  /** Indexes it. */
  ChainSource source();

  /** Turn its rows into positions, one per venue. */
  List<? extends PositionReader> positions();

  /** Turns its rows into prices. */
  PriceReader prices();

  /** Compares its rows with what the chain itself says. */
  Reconciler reconciler();

  /** The configured markets on which a position can be hedged. */
  List<PerpetualMarket> perpetuals();
}
