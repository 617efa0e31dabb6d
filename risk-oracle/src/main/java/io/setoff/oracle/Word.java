package io.setoff.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.web3j.utils.Numeric;

/**
 * One account's figures in one EVM word, as ISetoffRiskOracle.sol lays it out: int64 net, uint64
 * gross, uint64 margin, uint40 observed at, uint16 coverage, uint8 flags, from the high end.
 *
 * @param netMicros signed net exposure, 1e-6 USD
 * @param grossMicros gross exposure, 1e-6 USD, unsigned
 * @param marginMicros required margin, 1e-6 USD, unsigned
 * @param observedAt oldest, over the chains, of the newest block time behind it, whole seconds
 * @param coverageBps share of venues that answered well, 1/10000
 * @param flags bit set, see the constants
 */
public record Word(
    BigInteger netMicros,
    BigInteger grossMicros,
    BigInteger marginMicros,
    Instant observedAt,
    int coverageBps,
    int flags) {
  /** Usable, if no other flag is set. */
  public static final int VALID = 1;

  /** A price or a chain is older than its limit. */
  public static final int STALE_SOURCE = 2;

  /** Something is missing. */
  public static final int PARTIAL = 4;

  /** A figure does not fit; all are 0 and none may be used. */
  public static final int SATURATED = 8;

  /** Held back: signers differ, or it has moved too far. */
  public static final int DISPUTED = 32;

  private static final int HELD_BACK = PARTIAL | DISPUTED;

  private static final BigInteger MAX_NET = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);
  private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger UINT64 = BigInteger.TWO.pow(64);

  /** Refuses what the layout cannot hold. */
  public Word {
    if (netMicros.abs().compareTo(MAX_NET) > 0
        || outside(grossMicros)
        || outside(marginMicros)
        || coverageBps < 0
        || coverageBps > 10_000
        || flags < 0
        || flags > 255) {
      throw new IllegalArgumentException("does not fit a word");
    }
  }

  /**
   * Rounds against the account: net away from zero, gross and margin up. What does not fit is never
   * clamped: it gives a SATURATED word that nobody may use.
   */
  public static Word of(
      BigDecimal netUsd,
      BigDecimal grossUsd,
      BigDecimal marginUsd,
      Instant observedAt,
      int coverageBps,
      int flags) {
    BigInteger net = micros(netUsd);
    BigInteger gross = micros(grossUsd);
    BigInteger margin = micros(marginUsd);
    if (net.abs().compareTo(MAX_NET) > 0 || outside(gross) || outside(margin)) {
      BigInteger zero = BigInteger.ZERO;
      return new Word(zero, zero, zero, observedAt, coverageBps, (flags | SATURATED) & ~VALID);
    }
    return new Word(net, gross, margin, observedAt, coverageBps, flags);
  }

  /** The same figures for nobody's use, with the margin of an account that stands alone. */
  public Word heldBack(BigDecimal withoutBenefitUsd) {
    return of(netUsd(), grossUsd(), withoutBenefitUsd, observedAt, coverageBps, HELD_BACK);
  }

  /** Whether nobody may use it because it is held back. */
  public boolean isHeldBack() {
    return (flags & DISPUTED) != 0 && (flags & VALID) == 0;
  }

  /** Of two words of one account that are held back the one that asks for no less than either. */
  public Word orMore(Word other) {
    return new Word(
        netMicros.abs().compareTo(other.netMicros.abs()) < 0 ? other.netMicros : netMicros,
        grossMicros.max(other.grossMicros),
        marginMicros.max(other.marginMicros),
        observedAt,
        Math.min(coverageBps, other.coverageBps),
        flags | other.flags);
  }

  /** Whether it asks for no less than another that is held back. */
  public boolean covers(Word other) {
    return isHeldBack()
        && observedAt.equals(other.observedAt)
        && marginMicros.compareTo(other.marginMicros) >= 0
        && grossMicros.compareTo(other.grossMicros) >= 0;
  }

  private static boolean outside(BigInteger unsigned) {
    return unsigned.signum() < 0 || unsigned.compareTo(MAX_UINT64) > 0;
  }

  private static BigInteger micros(BigDecimal usd) {
    return usd.setScale(6, RoundingMode.UP).unscaledValue();
  }

  public Bytes32 encoded() {
    return Bytes32.of(bytes());
  }

  /** The word's 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32)
        .putLong(netMicros.longValue())
        .putLong(grossMicros.longValue())
        .putLong(marginMicros.longValue())
        .putLong(observedAt.getEpochSecond() << 24 | (long) coverageBps << 8 | flags)
        .array();
  }

  public static Word decode(Bytes32 encoded) {
    BigInteger word = Numeric.toBigInt(encoded.hex());
    BigInteger net = word.shiftRight(192);
    return new Word(
        net.testBit(63) ? net.subtract(UINT64) : net,
        word.shiftRight(128).mod(UINT64),
        word.shiftRight(64).mod(UINT64),
        Instant.ofEpochSecond(word.shiftRight(24).longValue() & 0xff_ffff_ffffL),
        word.shiftRight(8).intValue() & 0xffff,
        word.intValue() & 0xff);
  }

  public BigDecimal netUsd() {
    return new BigDecimal(netMicros, 6);
  }

  public BigDecimal grossUsd() {
    return new BigDecimal(grossMicros, 6);
  }

  public BigDecimal marginUsd() {
    return new BigDecimal(marginMicros, 6);
  }
}
