package io.setoff.risk.math;

/** The standard normal distribution. Coefficients have the digits of their papers. */
@SuppressWarnings("FloatingPointLiteralPrecision")
public final class Normal {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double INVERSE_SQRT_TWO_PI = 0.398942280401432677939946059934;
  private static final double INVERSE_SQRT_PI = 0.564189583547756286948079451561;

  /** Beyond this the tail is below the smallest positive double. */
  private static final double TAIL_VANISHES = 38.6;

  private static final double ERF_IS_SMALL = 0.46875;
  private static final double ERFC_IS_FAR = 4;
  private static final double SIXTEENTHS = 16;

  private static final double[] ERF_TOP = {
    1.85777706184603153e-1,
    3.16112374387056560e0,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };
  private static final double[] ERF_BOTTOM = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };
  private static final double[] ERFC_TOP = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] ERFC_BOTTOM = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] FAR_TOP = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] FAR_BOTTOM = {
    1,
    2.56852019228982242e0,
    1.87295284992346725e0,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private static final double CENTRE = 0.425;
  private static final double CENTRE_SQUARED = 0.180625;
  private static final double NEAR_TAIL = 5;
  private static final double NEAR_TAIL_SHIFT = 1.6;
  private static final double[] CENTRE_TOP = {
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080e0
  };
  private static final double[] CENTRE_BOTTOM = {
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1
  };
  private static final double[] NEAR_TOP = {
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258e0,
    3.64784832476320460504e0,
    5.76949722146069140550e0,
    4.63033784615654529590e0,
    1.42343711074968357734e0
  };
  private static final double[] NEAR_BOTTOM = {
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940e0,
    2.05319162663775882187e0,
    1
  };
  private static final double[] FAR_QUANTILE_TOP = {
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580e0,
    5.46378491116411436990e0,
    6.65790464350110377720e0
  };
  private static final double[] FAR_QUANTILE_BOTTOM = {
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1
  };

  private Normal() {}

  /** Density at {@code x}. */
  public static double density(double x) {
    return INVERSE_SQRT_TWO_PI * StrictMath.exp(-x * x / 2);
  }

  /**
   * Probability of a value of at most {@code x}; relative error below 1e-14 down to x = -37.
   *
   * <p>Source: Cody, Rational Chebyshev approximations for the error function, Mathematics of
   * Computation 23 (1969) 631-637.
   */
  public static double cdf(double x) {
    double y = Math.abs(x) * SQRT_HALF;
    if (y <= ERF_IS_SMALL) {
      return 0.5 + x * SQRT_HALF * ratio(ERF_TOP, ERF_BOTTOM, y * y) / 2;
    }
    double tail = Math.abs(x) > TAIL_VANISHES ? 0 : bell(Math.abs(x)) * scaledErfc(y) / 2;
    return x < 0 ? tail : 1 - tail;
  }

  /** exp(y^2) erfc(y). */
  private static double scaledErfc(double y) {
    if (y <= ERFC_IS_FAR) {
      return ratio(ERFC_TOP, ERFC_BOTTOM, y);
    }
    double z = 1 / (y * y);
    return (INVERSE_SQRT_PI - z * ratio(FAR_TOP, FAR_BOTTOM, z)) / y;
  }

  /** exp(-x^2 / 2), with the square in two parts so that its rounding is not multiplied. */
  private static double bell(double x) {
    double head = Math.floor(x * SIXTEENTHS) / SIXTEENTHS;
    double rest = (x - head) * (x + head);
    return StrictMath.exp(-head * head / 2) * StrictMath.exp(-rest / 2);
  }

  /**
   * The value that is not exceeded with probability {@code p}, of 0 to 1; relative error about
   * 1e-15.
   *
   * <p>Source: Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484, routine PPND16.
   */
  public static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE) {
      return q * ratio(CENTRE_TOP, CENTRE_BOTTOM, CENTRE_SQUARED - q * q);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double x =
        r <= NEAR_TAIL
            ? ratio(NEAR_TOP, NEAR_BOTTOM, r - NEAR_TAIL_SHIFT)
            : ratio(FAR_QUANTILE_TOP, FAR_QUANTILE_BOTTOM, r - NEAR_TAIL);
    return q < 0 ? -x : x;
  }

  private static double ratio(double[] top, double[] bottom, double x) {
    double numerator = top[0];
    double denominator = bottom[0];
    for (int i = 1; i < top.length; i++) {
      numerator = numerator * x + top[i];
      denominator = denominator * x + bottom[i];
    }
    return numerator / denominator;
  }
}
