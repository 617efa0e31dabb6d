package io.setoff.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Signed base units, with the power of ten that scales them when it is known. */
public sealed interface Amount {

  /** Signed integer, as the chain states it. */
  BigInteger units();

  /** Units of the asset, exact; empty when the decimals are unknown. */
  Optional<BigDecimal> qty();

  /**
   * An amount whose scale is known.
   *
   * @param units signed base units
   * @param decimals power of ten that divides them, 0 to 255
   */
  record Scaled(BigInteger units, int decimals) implements Amount {
    /** Refuses a scale that no token can have. */
    public Scaled {
      if (decimals < 0 || decimals > 255) {
        throw new IllegalArgumentException("decimals are 0 to 255, not " + decimals);
      }
    }

    @Override
    public Optional<BigDecimal> qty() {
      return Optional.of(new BigDecimal(units, decimals));
    }
  }

  /**
   * An amount of a token that does not tell its decimals.
   *
   * @param units signed base units
   */
  record Unscaled(BigInteger units) implements Amount {
    @Override
    public Optional<BigDecimal> qty() {
      return Optional.empty();
    }
  }

  static Amount of(BigInteger units, int decimals) {
    return new Scaled(units, decimals);
  }

  default int signum() {
    return units().signum();
  }
}
