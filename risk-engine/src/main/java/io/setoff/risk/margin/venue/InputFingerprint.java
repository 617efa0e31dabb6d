package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Fingerprint;
import java.time.Instant;

/** A fingerprint of every number that a margin depends on, parameters aside. */
final class InputFingerprint {
  private InputFingerprint() {}

  static String hex(NettedHoldings book, MarketSnapshot market, double settlementPrice) {
    Fingerprint hash = add(Fingerprint.of("margin"), market.asOf()).add(settlementPrice);
    hash.add(book.holdings().size());
    for (Holding holding : book.holdings()) {
      hash.add(holding.id())
          .add(holding.venue())
          .add(holding.marginAccount())
          .add(holding.quantity());
    }
    hash.add(book.positions().size());
    for (NetPosition position : book.positions()) {
      add(hash, position.instrument());
      hash.add(position.holdings().size());
      position.holdings().forEach(holding -> hash.add(holding.id()));
    }
    for (UnderlyingPositions own : book.underlyings()) {
      hash.add(own.market().spot()).add(own.market().perpetual()).add(own.market().confidence());
      hash.add(own.market().perpetualConfidence()).add(own.market().collateralConfidence());
      own.futures()
          .forEach((expiry, position) -> hash.add(own.market().forward(expiry).orElseThrow()));
      own.options().values().forEach(list -> list.forEach(option -> option.add(hash)));
    }
    return hash.hex();
  }

  private static void add(Fingerprint hash, Instrument instrument) {
    hash.add(instrument.getClass().getSimpleName())
        .add(instrument.underlyings().getFirst().value());
    if (instrument instanceof Future future) {
      add(hash, future.expiry());
    }
    if (instrument instanceof EuropeanOption option) {
      add(hash, option.expiry()).add(option.strike()).add(option.type().name());
    }
  }

  private static Fingerprint add(Fingerprint hash, Instant moment) {
    return hash.add(moment.getEpochSecond()).add(moment.getNano());
  }
}
