package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import java.util.ArrayList;
import java.util.List;

/** All holdings of one instrument in a book. Compared by identity. */
final class NetPosition {
  /** Share of the gross quantity below which a net one is what rounding left: it counts as 0. */
  private static final double ROUNDING = 1e-14;

  private final Instrument instrument;
  private final int index;
  private final List<Holding> holdings = new ArrayList<>();
  private double net;
  private double gross;

  NetPosition(Instrument instrument, int index) {
    this.instrument = instrument;
    this.index = index;
  }

  void add(Holding holding) {
    holdings.add(holding);
    net += holding.quantity();
    gross += Math.abs(holding.quantity());
  }

  Instrument instrument() {
    return instrument;
  }

  /** Of this position in its book. */
  int index() {
    return index;
  }

  /** Net number of units, signed. */
  double quantity() {
    return Math.abs(net) <= ROUNDING * gross ? 0 : net;
  }

  /** In the order of their ids. */
  List<Holding> holdings() {
    return holdings;
  }

  String names() {
    return holdings.size() == 1
        ? holdings.getFirst().id()
        : holdings.getFirst().id() + " and " + (holdings.size() - 1) + " more";
  }
}
