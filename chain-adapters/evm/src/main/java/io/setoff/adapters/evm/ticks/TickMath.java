package io.setoff.adapters.evm.ticks;

import java.math.BigInteger;

/**
 * Prices of ticks.
 *
 * <p>Source: TickMath.sol of Uniswap v3 core, bit for bit.
 */
public final class TickMath {
  public static final int MIN_TICK = -887272;
  public static final int MAX_TICK = 887272;

  private static final BigInteger MAX_UINT256 =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger LOW_32_BITS = BigInteger.valueOf(0xffffffffL);

  /** 1.0001^(-2^i / 2) in Q128.128. */
  private static final BigInteger[] FACTORS = {
    hex("fffcb933bd6fad37aa2d162d1a594001"),
    hex("fff97272373d413259a46990580e213a"),
    hex("fff2e50f5f656932ef12357cf3c7fdcc"),
    hex("ffe5caca7e10e4e61c3624eaa0941cd0"),
    hex("ffcb9843d60f6159c9db58835c926644"),
    hex("ff973b41fa98c081472e6896dfb254c0"),
    hex("ff2ea16466c96a3843ec78b326b52861"),
    hex("fe5dee046a99a2a811c461f1969c3053"),
    hex("fcbe86c7900a88aedcffc83b479aa3a4"),
    hex("f987a7253ac413176f2b074cf7815e54"),
    hex("f3392b0822b70005940c7a398e4b70f3"),
    hex("e7159475a2c29b7443b29c7fa6e889d9"),
    hex("d097f3bdfd2022b8845ad8f792aa5825"),
    hex("a9f746462d870fdf8a65dc1f90e061e5"),
    hex("70d869a156d2a1b890bb3df62baf32f7"),
    hex("31be135f97d08fd981231505542fcfa6"),
    hex("9aa508b5b7a84e1c677de54f3e99bc9"),
    hex("5d6af8dedb81196699c329225ee604"),
    hex("2216e584f5fa1ea926041bedfe98"),
    hex("48a170391f7dc42444e8fa2"),
  };

  private TickMath() {}

  /** Square root of the price at {@code tick}, Q64.96. */
  public static BigInteger sqrtRatioAtTick(int tick) {
    int distance = Math.abs(tick);
    if (distance > MAX_TICK) {
      throw new IllegalArgumentException("tick " + tick + " is out of range");
    }
    BigInteger ratio = BigInteger.ONE.shiftLeft(128);
    for (int bit = 0; bit < FACTORS.length; bit++) {
      if ((distance >> bit & 1) != 0) {
        ratio = ratio.multiply(FACTORS[bit]).shiftRight(128);
      }
    }
    if (tick > 0) {
      ratio = MAX_UINT256.divide(ratio);
    }
    BigInteger rounded = ratio.shiftRight(32);
    return ratio.and(LOW_32_BITS).signum() == 0 ? rounded : rounded.add(BigInteger.ONE);
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
