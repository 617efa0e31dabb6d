/*
 * Black-76 prices of options in scenarios, as Revaluation.java sums them: what a C compiler makes of
 * the formulas that the risk engine uses, in one loop that it can vectorise. The polynomials and
 * their sources are in Gaussian.java.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

/* e^x for x <= 0. */
static inline double exponential(double x) {
  double bounded = x < -700 ? -700 : x;
  double shifted = bounded * 1.4426950408889634 + 0x1.8p52;
  double twos = shifted - 0x1.8p52;
  double r = bounded - twos * 0x1.62e42fefa38p-1 - twos * 0x1.ef35793c7673p-45;
  double p = 2.5110049204818658e-08;
  p = p * r + 2.763265472252779e-07;
  p = p * r + 2.755724088722987e-06;
  p = p * r + 2.4801485441561313e-05;
  p = p * r + 0.00019841269890076403;
  p = p * r + 0.0013888888952352863;
  p = p * r + 0.008333333333319589;
  p = p * r + 0.04166666666648795;
  p = p * r + 0.1666666666666668;
  p = p * r + 0.5000000000000019;
  p = p * r + 1;
  p = p * r + 1;
  uint64_t bits, scale;
  memcpy(&bits, &p, sizeof bits);
  memcpy(&scale, &shifted, sizeof scale);
  bits += scale << 52;
  memcpy(&p, &bits, sizeof p);
  return p;
}

/* (1 - Phi(|x|)) e^(x^2 / 2). */
static inline double scaled_tail(double x) {
  double a = fabs(x);
  double p = 2.108025281493091e-05;
  p = p * a + 0.0004701195466152259;
  p = p * a + 0.004935936320745945;
  p = p * a + 0.031379504212651996;
  p = p * a + 0.1302697315188012;
  p = p * a + 0.3550609995732357;
  p = p * a + 0.5967059136900984;
  p = p * a + 0.5;
  double q = 5.284036983737699e-05;
  q = q * a + 0.0011784140976811768;
  q = q * a + 0.012425426198443489;
  q = q * a + 0.07983457203133289;
  q = q * a + 0.3388135878448647;
  q = q * a + 0.9662045415732694;
  q = q * a + 1.7989466432606753;
  q = q * a + 1.9912963881830503;
  q = q * a + 1;
  return p / q;
}

/* Undiscounted, USD. s is 1 for a call, -1 for a put. */
static inline double price(double f, double k, double s, double log_moneyness, double deviation) {
  double d1 = log_moneyness / deviation + 0.5 * deviation;
  double d2 = d1 - deviation;
  double e = exponential(-0.5 * d1 * d1) * f;
  double tail1 = e * scaled_tail(d1);
  double tail2 = e * scaled_tail(d2);
  double asset = s * d1 > 0 ? f - tail1 : tail1;
  double cash = s * d2 > 0 ? k - tail2 : tail2;
  double price = (asset - cash) * s;
  return price > 0 ? price : 0;
}

/*
 * Adds to totals[i] what all options are worth in scenario i, and writes to values[o] what option o
 * is worth before any move. sign is 1 for a call, -1 for a put.
 */
void revalue(
    int64_t options, const double *restrict forward, const double *restrict strike,
    const double *restrict years, const double *restrict volatility,
    const double *restrict discount, const double *restrict sign,
    int64_t scenarios, const double *restrict factor, const double *restrict log_factor,
    const double *restrict volatility_factor, double *restrict totals, double *restrict values) {
  for (int64_t o = 0; o < options; o++) {
    double root = volatility[o] * sqrt(years[o]);
    double log_moneyness = log(forward[o] / strike[o]);
    double k = strike[o], f0 = forward[o], s = sign[o], df = discount[o];
    values[o] = df * price(f0, k, s, log_moneyness, root);
#pragma omp simd
    for (int64_t i = 0; i < scenarios; i++) {
      totals[i] += df * price(f0 * factor[i], k, s, log_moneyness + log_factor[i],
                              root * volatility_factor[i]);
    }
  }
}
