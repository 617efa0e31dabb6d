package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * The gains of one underlying's positions on a grid of spot and volatility, each position by
 * itself. Options are discounted at the rate of their expiry; spot, perpetual and futures move by
 * their price.
 */
final class GridScan {
  private final UnderlyingPositions book;
  private final VolatilityShock volatility;
  private final List<Expiry> expiries = new ArrayList<>();
  private final List<ScenarioGain> gains = new ArrayList<>();
  private final GridScenario worst;
  private final double loss;

  /** Scans scenarios of which all losses count. */
  GridScan(UnderlyingPositions book, List<GridScenario> scenarios, VolatilityShock volatility) {
    this(book, scenarios, List.of(), 0, volatility);
  }

  /**
   * Scans scenarios.
   *
   * @param extended after {@code scenarios}; of their losses {@code allowance} does not count
   * @param allowance USD
   */
  GridScan(
      UnderlyingPositions book,
      List<GridScenario> scenarios,
      List<GridScenario> extended,
      double allowance,
      VolatilityShock volatility) {
    this.book = book;
    this.volatility = volatility;
    for (List<NetOptionPosition> options : book.options().values()) {
      NetOptionPosition any = options.getFirst();
      expiries.add(
          new Expiry(
              options,
              StrictMath.exp(-any.rate() * any.years()),
              volatility.multiple(any.years())));
    }
    List<GridScenario> all = new ArrayList<>(scenarios);
    all.addAll(extended);
    double least = Double.POSITIVE_INFINITY;
    int at = 0;
    for (int i = 0; i < all.size(); i++) {
      double allowed = i < scenarios.size() ? 0 : allowance;
      double full = gain(all.get(i));
      double gain = full < 0 ? Math.min(0, full + allowed) : full;
      gains.add(new ScenarioGain(all.get(i).id(), gain));
      if (gain < least) {
        least = gain;
        at = i;
      }
    }
    this.worst = all.get(at);
    this.loss = Math.max(0, 0 - least);
  }

  /** Of every scenario, in their order. */
  List<ScenarioGain> gains() {
    return gains;
  }

  /** The first of the scenarios with the largest loss. */
  String worst() {
    return worst.id();
  }

  /** In the worst scenario, at least 0. */
  double loss() {
    return loss;
  }

  /**
   * Gives what one unit of each position loses in the worst scenario, in proportion when not all of
   * the loss counts.
   */
  void share(ObjDoubleConsumer<NetPosition> sink) {
    if (loss > 0) {
      double counted = loss / (0 - gain(worst));
      each(worst, (position, gain) -> sink.accept(position, -gain * counted));
    }
  }

  /** Value of options, and of units held or owed. */
  double markToMarket() {
    double sum = UnderlyingPositions.quantity(book.spot()) * book.market().spot();
    for (Expiry expiry : expiries) {
      for (NetOptionPosition option : expiry.options()) {
        sum += option.quantity() * option.price() * expiry.discount();
      }
    }
    return sum;
  }

  private double gain(GridScenario scenario) {
    double[] sum = {0};
    each(scenario, (position, gain) -> sum[0] += position.quantity() * gain);
    return sum[0];
  }

  /** Gives what one unit of each position gains. */
  private void each(GridScenario scenario, ObjDoubleConsumer<NetPosition> sink) {
    double move = (scenario.spotFactor() - 1) * scenario.damping();
    book.spot().ifPresent(spot -> sink.accept(spot, book.market().spot() * move));
    book.perpetual()
        .ifPresent(perpetual -> sink.accept(perpetual, book.market().perpetual() * move));
    for (NetPosition future : book.futures().values()) {
      sink.accept(future, price(future) * move);
    }
    SpotMove spotMove = SpotMove.of(scenario.spotFactor());
    for (Expiry expiry : expiries) {
      for (NetOptionPosition option : expiry.options()) {
        double shocked =
            volatility.moved(option.volatility(), scenario.volatility(), expiry.multiple());
        double gain = option.price(spotMove, shocked) - option.price();
        sink.accept(option.position(), gain * expiry.discount() * scenario.damping());
      }
    }
  }

  /**
   * The options of one expiry.
   *
   * @param multiple of volatility moves
   */
  private record Expiry(List<NetOptionPosition> options, double discount, double multiple) {}

  private double price(NetPosition future) {
    return book.market().forward(((Future) future.instrument()).expiry()).orElseThrow();
  }
}
