package io.setoff.risk.valueatrisk;

/** What a book gains in each move, USD; losses are negative. */
public final class GainVector {
  private final double[] gains;

  GainVector(double[] gains) {
    this.gains = gains;
  }

  public static GainVector of(double... gains) {
    return new GainVector(gains.clone());
  }

  public int size() {
    return gains.length;
  }

  public double get(int move) {
    return gains[move];
  }

  public double[] toArray() {
    return gains.clone();
  }
}
