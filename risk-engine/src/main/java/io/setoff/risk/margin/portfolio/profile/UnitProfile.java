package io.setoff.risk.margin.portfolio.profile;

import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.provenance.RecordHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a requirement needs of one unit of an instrument, priced once. */
public final class UnitProfile {
  private final Instrument instrument;
  private final double value;
  private final GainsByUnderlying legs;
  private final double[][] joint;
  private final double[] stress;
  private final Unknown unknown;
  private @Nullable String hash;

  /**
   * What stands for what is not known.
   *
   * @param perShort USD added for each unit short
   * @param perUnit USD added for each unit, long or short
   * @param doubtPerUnit USD added for each unit because quotes of its expiry are doubted
   * @param isPriceable whether the market alone gives its value after any move
   */
  record Unknown(
      double perShort,
      double perUnit,
      double doubtPerUnit,
      boolean isPriceable,
      List<RiskGap> gaps) {
    static final Unknown NOTHING = new Unknown(0, 0, 0, true, List.of());

    Unknown doubted(double perUnitOfIt) {
      return new Unknown(perShort, perUnit, perUnitOfIt, isPriceable, gaps);
    }

    Unknown and(JointEffect effect) {
      return new Unknown(
          perShort + Math.max(0, effect.onShort() - effect.onLong()),
          perUnit + effect.onLong(),
          doubtPerUnit,
          isPriceable,
          gaps);
    }

    Unknown and(double morePerUnit, RiskGap gap) {
      List<RiskGap> more = new ArrayList<>(gaps);
      more.add(gap);
      return new Unknown(
          perShort, perUnit + morePerUnit, doubtPerUnit, isPriceable, List.copyOf(more));
    }
  }

  UnitProfile(
      Instrument instrument,
      double value,
      GainsByUnderlying legs,
      double[][] joint,
      double[] stress,
      Unknown unknown) {
    this.instrument = instrument;
    this.value = value;
    this.legs = legs;
    this.joint = joint;
    this.stress = stress;
    this.unknown = unknown;
  }

  public Instrument instrument() {
    return instrument;
  }

  /**
   * Hash of the instrument, made when it is first asked for. Threads may make it twice: it is the
   * same.
   */
  public String hash() {
    String known = hash;
    if (known == null) {
      known = RecordHash.hex((Record) instrument);
      hash = known;
    }
    return known;
  }

  /** USD now. */
  public double value() {
    return value;
  }

  public int underlyings() {
    return legs.underlyings.length;
  }

  public int underlying(int i) {
    return legs.underlyings[i];
  }

  public double[] gains(int i) {
    return legs.gains[i];
  }

  public double delta(int i) {
    return legs.delta[i];
  }

  public double closing(int i) {
    return legs.closing[i];
  }

  public boolean isCovered(int simulation) {
    return joint[simulation].length > 0;
  }

  public double[] joint(int simulation) {
    return joint[simulation];
  }

  public double[] stress() {
    return stress;
  }

  /** USD for what is not known of {@code quantity} units. */
  public double unknown(double quantity) {
    return Math.max(0, -quantity) * unknown.perShort + Math.abs(quantity) * unknown.perUnit;
  }

  /** USD for doubt of the quotes of its expiry. */
  public double doubt(double quantity) {
    return Math.abs(quantity) * unknown.doubtPerUnit;
  }

  public boolean isPriceable() {
    return unknown.isPriceable;
  }

  public List<RiskGap> gaps() {
    return unknown.gaps;
  }
}
