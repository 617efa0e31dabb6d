package io.setoff.risk.margin.venue;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.margin.venue.Pmrm2.GainSink;
import io.setoff.risk.margin.venue.Pmrm2Parameters.MarginFactors;
import io.setoff.risk.margin.venue.Pmrm2Parameters.SkewShock;
import io.setoff.risk.pricing.ShockedOptions;
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

  private static final List<VolatilityMove> KINDS = List.of(VolatilityMove.values());

  private final Pmrm2Parameters parameters;
  private final UnderlyingPositions book;
  private final double settlementPrice;
  private final List<Expiry> expiries = new ArrayList<>();

  /** Of the scenarios, and after them those of the basis contingency. */
  private final List<SpotMove> moves = new ArrayList<>();

  /** Which of {@link #KINDS} each of the moves does to volatilities. */
  private final int[] kinds;

  private final int basisUp;
  private final int basisDown;

  Pmrm2Scan(Pmrm2Parameters parameters, UnderlyingPositions book, double settlementPrice) {
    this.parameters = parameters;
    this.book = book;
    this.settlementPrice = settlementPrice;
    kinds = new int[parameters.scenarios().size() + 2];
    for (GridScenario scenario : parameters.scenarios()) {
      add(scenario.spotFactor(), scenario.volatility());
    }
    basisUp = moves.size();
    add(parameters.basis().spotUp(), VolatilityMove.NONE);
    basisDown = moves.size();
    add(parameters.basis().spotDown(), VolatilityMove.NONE);
    ShockedOptions batch =
        new ShockedOptions(moves.stream().mapToDouble(SpotMove::factor).toArray());
    book.options().values().forEach(options -> expiries.add(new Expiry(options, batch)));
    batch.flush();
  }

  private void add(double spotFactor, VolatilityMove volatility) {
    kinds[moves.size()] = KINDS.indexOf(volatility);
    moves.add(SpotMove.of(spotFactor));
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
  double gain(int index) {
    GridScenario scenario = parameters.scenarios().get(index);
    double[] sum = {0};
    linear(scenario, (position, gain) -> sum[0] += position.quantity() * gain);
    for (Expiry expiry : expiries) {
      double gain = expiry.gain(index);
      sum[0] += scenario.volatility().isSkew() ? 0 - Math.abs(gain) : gain;
    }
    return sum[0];
  }

  /** Gives the gain of one unit of each position in a scenario, as {@link #gain} counts it. */
  void share(int index, GainSink sink) {
    GridScenario scenario = parameters.scenarios().get(index);
    linear(scenario, sink);
    for (Expiry expiry : expiries) {
      boolean turned = scenario.volatility().isSkew() && expiry.gain(index) > 0;
      expiry.share(index, turned ? -1 : 1, sink);
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
    private final double linearCap;
    private final double absoluteCap;
    private final double kStar;

    /** Undiscounted, by option and move. */
    private final double[][] prices;

    Expiry(List<NetOptionPosition> options, ShockedOptions batch) {
      NetOptionPosition any = options.getFirst();
      this.options = options;
      this.years = any.years();
      double rate = Math.max(0, any.rate());
      MarginFactors factors = parameters.margin();
      this.multiple = parameters.volatility().multiple(years);
      SkewShock skew = parameters.skew();
      double root = Math.sqrt(years);
      this.linearCap = skew.linearC() * root + skew.linearBaseCap();
      this.absoluteCap = skew.absoluteC() * root + skew.absoluteBaseCap();
      this.kStar =
          Math.max(
              skew.leastKStar(), root * skew.width() * (skew.volStatic() + root * skew.volScale()));
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
      this.prices = new double[options.size()][];
      for (int i = 0; i < prices.length; i++) {
        prices[i] = new double[moves.size()];
        options.get(i).price(batch, moves, volatilities(options.get(i)), prices[i]);
      }
    }

    /** After each move. */
    private double[] volatilities(NetOptionPosition option) {
      double[] byKind = new double[KINDS.size()];
      for (int kind = 0; kind < byKind.length; kind++) {
        VolatilityMove move = KINDS.get(kind);
        byKind[kind] =
            move.isSkew()
                ? option.volatility() * skew(option, move)
                : parameters.volatility().moved(option.volatility(), move, multiple);
      }
      double[] volatilities = new double[moves.size()];
      for (int i = 0; i < volatilities.length; i++) {
        volatilities[i] = byKind[kinds[i]];
      }
      return volatilities;
    }

    private double exp(double exponent) {
      if (!(Math.abs(exponent) <= LARGEST_EXPONENT)) {
        throw new InvalidRiskInputException(
            "market[" + book.underlying() + "].rate",
            "is too large for an option of " + years + " years");
      }
      return StrictMath.exp(exponent);
    }

    double gain(int scenario) {
      double worth = worth(scenario);
      return (worth * counted(worth) - markToMarket) * damping(scenario);
    }

    void share(int scenario, double sign, GainSink sink) {
      double counted = counted(worth(scenario));
      for (int i = 0; i < prices.length; i++) {
        double gain = prices[i][scenario] * counted - options.get(i).price();
        sink.accept(options.get(i).position(), sign * gain * discount * damping(scenario));
      }
    }

    private double damping(int scenario) {
      return parameters.scenarios().get(scenario).damping();
    }

    private double worth(int scenario) {
      double sum = 0;
      for (int i = 0; i < prices.length; i++) {
        sum += options.get(i).quantity() * prices[i][scenario] * discount;
      }
      return sum;
    }

    private double counted(double worth) {
      return worth >= 0 ? assetDiscount : debtDiscount;
    }

    private double skew(NetOptionPosition option, VolatilityMove move) {
      boolean linear = move == VolatilityMove.SKEW_LINEAR;
      double cap = linear ? linearCap : absoluteCap;
      double k = -option.logMoneyness();
      double tilt = (linear ? k : Math.abs(k)) * cap / kStar;
      return Math.max(0, 1 + (linear && k < 0 ? Math.max(-cap, tilt) : Math.min(cap, tilt)));
    }

    double basisFactor() {
      return parameters.basis().add() + parameters.basis().mult() * years;
    }

    double worstBasisGain() {
      return Math.min(basisGain(basisUp), basisGain(basisDown));
    }

    void shareBasis(GainSink sink) {
      int worse = basisGain(basisUp) <= basisGain(basisDown) ? basisUp : basisDown;
      for (int i = 0; i < prices.length; i++) {
        sink.accept(options.get(i).position(), unitGain(i, worse) * basisFactor());
      }
    }

    private double basisGain(int move) {
      double sum = 0;
      for (int i = 0; i < prices.length; i++) {
        sum += options.get(i).quantity() * unitGain(i, move);
      }
      return sum;
    }

    private double unitGain(int option, int move) {
      return (prices[option][move] - options.get(option).price()) * discount;
    }
  }
}
