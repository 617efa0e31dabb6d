package io.setoff.risk.math;

import io.setoff.risk.provenance.Fingerprint;

/**
 * Random numbers that are looked up, not drawn: the same seed, path and factor give the same
 * numbers on every machine, in any order. A factor's numbers do not depend on which other factors
 * there are.
 */
public final class RandomNumbers {
  private static final double TWO_TO_MINUS_52 = 0x1p-52;
  private static final int UNUSED_BITS = 12;
  private static final int HEX = 16;

  private final int key0;
  private final int key1;

  private RandomNumbers(long key) {
    this.key0 = (int) (key >>> 32);
    this.key1 = (int) key;
  }

  /** Numbers for the text of a seed, as the hash of a snapshot. */
  public static RandomNumbers of(String seed) {
    return new RandomNumbers(bits("random-numbers", seed));
  }

  /** The numbers of the factor that {@code name} stands for. */
  public Factor factor(String name) {
    return new Factor(bits("factor", name));
  }

  private static long bits(String subject, String text) {
    return Long.parseUnsignedLong(Fingerprint.of(subject).add(text).hex().substring(0, HEX), HEX);
  }

  /** The numbers of one factor. */
  public final class Factor {
    private final int id0;
    private final int id1;

    private Factor(long id) {
      this.id0 = (int) (id >>> 32);
      this.id1 = (int) id;
    }

    /**
     * A number above 0 and below 1, a multiple of 2^-53, all equally likely.
     *
     * @param path at least 0
     * @param draw which of the path's numbers, at least 0
     */
    public double uniform(int path, int draw) {
      long[] block = Philox.block(path, draw >>> 1, id0, id1, key0, key1);
      return ((block[draw & 1] >>> UNUSED_BITS) + 0.5) * TWO_TO_MINUS_52;
    }

    /** A standard normal number. */
    public double normal(int path, int draw) {
      return Normal.quantile(uniform(path, draw));
    }
  }
}
