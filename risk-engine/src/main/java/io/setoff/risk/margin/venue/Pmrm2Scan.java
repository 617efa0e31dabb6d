package io.setoff.risk.margin.venue;

import io.setoff.risk.input.Require;
import io.setoff.risk.margin.venue.Pmrm2.GainSink;
import io.setoff.risk.margin.venue.Pmrm2Parameters.BasisContingency;
import io.setoff.risk.margin.venue.Pmrm2Parameters.MarginFactors;
import io.setoff.risk.margin.venue.Pmrm2Parameters.SkewShock;
import java.util.ArrayList;
import java.util.List;

/**
 * Gains of one underlying's positions in PMRM_2's scenarios.
 *
 * <p>Source: derivexyz/v2-core, {@code PMRMLib_2.getScenarioPnL}, {@code _addStaticDiscount} and
 * {@code _addBasisContingency}.
 */
final class Pmrm2Scan {
  /** Exponent of a discount beyond which it is no number: an expiry that far is a mistake. */
  private static final double LARGEST_EXPONENT = 135;

  private final Pmrm2Parameters parameters;
  private final UnderlyingPositions book;
  private final double settlementPrice;
  private final List<Expiry> expiries = new ArrayList<>();

  Pmrm2Scan(Pmrm2Parameters parameters, UnderlyingPositions book, double settlementPrice) {
    this.parameters = parameters;
    this.book = book;
    this.settlementPrice = settlementPrice;
    book.options().values().forEach(options -> expiries.add(new Expiry(options)));
  }

  /** Value of options and collateral. */
  double markToMarket() {
    double sum = book.heldUnits() * book.market().spot() / settlementPrice;
    for (Expiry expiry : expiries) {
      sum += expiry.markToMarket;
    }
    return sum;
  }

  /** Gain of all positions in a scenario, damped. */
  double gain(GridScenario scenario) {
    double[] sum = {0};
    linear(scenario, (position, gain) -> sum[0] += position.quantity() * gain);
    SpotMove move = SpotMove.of(scenario.spotFactor());
    for (Expiry expiry : expiries) {
      double gain = expiry.gain(scenario, move);
      sum[0] += scenario.volatility().isSkew() ? 0 - Math.abs(gain) : gain;
    }
    return sum[0];
  }

  /** Gives the gain of one unit of each position in a scenario, as {@link #gain} counts it. */
  void share(GridScenario scenario, GainSink sink) {
    linear(scenario, sink);
    SpotMove move = SpotMove.of(scenario.spotFactor());
    for (Expiry expiry : expiries) {
      boolean turned = scenario.volatility().isSkew() && expiry.gain(scenario, move) > 0;
      expiry.share(scenario, move, turned ? -1 : 1, sink);
    }
  }

  private void linear(GridScenario scenario, GainSink sink) {
    double move = (scenario.spotFactor() - 1) * scenario.damping();
    book.perpetual()
        .ifPresent(perpetual -> sink.accept(perpetual, book.market().perpetual() * move));
    if (parameters.collateralOf(book.underlying()).riskCancelling()) {
      book.spot()
          .ifPresent(spot -> sink.accept(spot, book.market().spot() / settlementPrice * move));
    }
  }

  /** The basis contingency, at most 0. */
  double basis() {
    double sum = 0;
    for (Expiry expiry : expiries) {
      sum += Math.min(0, expiry.worstBasisGain()) * expiry.basisFactor();
    }
    return sum;
  }

  /** Gives the part of one unit of each position in the basis contingency. */
  void shareBasis(GainSink sink) {
    for (Expiry expiry : expiries) {
      if (expiry.worstBasisGain() < 0) {
        expiry.shareBasis(sink);
      }
    }
  }

  /** The options of one expiry. */
  private final class Expiry {
    private final List<NetOptionPosition> options;
    private final double years;
    private final double discount;
    private final double assetDiscount;
    private final double debtDiscount;
    private final double markToMarket;
    private final double multiple;

    Expiry(List<NetOptionPosition> options) {
      NetOptionPosition any = options.getFirst();
      this.options = options;
      this.years = any.years();
      double rate = Math.max(0, any.rate());
      MarginFactors factors = parameters.margin();
      this.multiple = parameters.volatility().multiple(years);
      this.discount = exp(-rate * years);
      this.assetDiscount =
          factors.longBase()
              * exp(-years * (rate * factors.longRateMult() + factors.longRateAdd()));
      this.debtDiscount =
          Math.min(
              1 / discount,
              factors.shortBase()
                  * exp(years * (rate * factors.shortRateMult() + factors.shortRateAdd())));
      double sum = 0;
      for (NetOptionPosition option : options) {
        sum += option.quantity() * option.price() * discount;
      }
      this.markToMarket = sum;
    }

    private double exp(double exponent) {
      Require.that(
          Math.abs(exponent) <= LARGEST_EXPONENT,
          "market[" + book.underlying() + "].rate",
          "is too large for an option of " + years + " years");
      return StrictMath.exp(exponent);
    }

    double gain(GridScenario scenario, SpotMove move) {
      double worth = worth(scenario, move);
      return (worth * counted(worth) - markToMarket) * scenario.damping();
    }

    void share(GridScenario scenario, SpotMove move, double sign, GainSink sink) {
      double counted = counted(worth(scenario, move));
      for (NetOptionPosition option : options) {
        double gain = price(option, scenario, move) * counted - option.price();
        sink.accept(option.position(), sign * gain * discount * scenario.damping());
      }
    }

    private double worth(GridScenario scenario, SpotMove move) {
      double sum = 0;
      for (NetOptionPosition option : options) {
        sum += option.quantity() * price(option, scenario, move) * discount;
      }
      return sum;
    }

    private double counted(double worth) {
      return worth >= 0 ? assetDiscount : debtDiscount;
    }

    private double price(NetOptionPosition option, GridScenario scenario, SpotMove move) {
      VolatilityMove shock = scenario.volatility();
      double volatility =
          shock.isSkew()
              ? option.volatility() * skew(option, shock)
              : parameters.volatility().moved(option.volatility(), shock, multiple);
      return option.price(move, volatility);
    }

    private double skew(NetOptionPosition option, VolatilityMove move) {
      SkewShock terms = parameters.skew();
      double root = Math.sqrt(years);
      boolean linear = move == VolatilityMove.SKEW_LINEAR;
      double cap =
          linear
              ? terms.linearC() * root + terms.linearBaseCap()
              : terms.absoluteC() * root + terms.absoluteBaseCap();
      double kStar =
          Math.max(
              terms.leastKStar(),
              root * terms.width() * (terms.volStatic() + root * terms.volScale()));
      double k = -option.logMoneyness();
      double tilt = (linear ? k : Math.abs(k)) * cap / kStar;
      return Math.max(0, 1 + (linear && k < 0 ? Math.max(-cap, tilt) : Math.min(cap, tilt)));
    }

    double basisFactor() {
      return parameters.basis().add() + parameters.basis().mult() * years;
    }

    double worstBasisGain() {
      BasisContingency terms = parameters.basis();
      return Math.min(basisGain(terms.spotUp()), basisGain(terms.spotDown()));
    }

    void shareBasis(GainSink sink) {
      BasisContingency terms = parameters.basis();
      double factor =
          basisGain(terms.spotUp()) <= basisGain(terms.spotDown())
              ? terms.spotUp()
              : terms.spotDown();
      SpotMove move = SpotMove.of(factor);
      for (NetOptionPosition option : options) {
        sink.accept(option.position(), basisGain(option, move) * basisFactor());
      }
    }

    private double basisGain(double spotFactor) {
      SpotMove move = SpotMove.of(spotFactor);
      double sum = 0;
      for (NetOptionPosition option : options) {
        sum += option.quantity() * basisGain(option, move);
      }
      return sum;
    }

    private double basisGain(NetOptionPosition option, SpotMove move) {
      return (option.price(move, option.volatility()) - option.price()) * discount;
    }
  }
}
