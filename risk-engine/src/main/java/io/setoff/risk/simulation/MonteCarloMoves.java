package io.setoff.risk.simulation;

import io.setoff.risk.math.RandomNumbers;
import io.setoff.risk.simulation.MoveSet.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves drawn from a model: correlated normal numbers, mixed by the copula, each turned into its
 * marginal distribution and multiplied by the underlying's volatility over the horizon, which is
 * the daily one times the root of days.
 *
 * <p>Numbers are looked up by seed, path and underlying: the same on any number of threads.
 */
public final class MonteCarloMoves {
  private final ReturnModel model;
  private final SimulationParameters parameters;
  private final RandomNumbers numbers;
  private final double[] mixing;

  private MonteCarloMoves(ReturnModel model, String seed) {
    this.model = model;
    this.parameters = model.parameters();
    this.numbers = RandomNumbers.of(seed);
    this.mixing = new double[parameters.monteCarlo().paths()];
    RandomNumbers.Factor factor = numbers.factor("mixing");
    for (int path = 0; path < mixing.length; path++) {
      mixing[path] = parameters.monteCarlo().copula().mixing(factor, path);
    }
  }

  /** Moves for a seed, as the hash of the snapshot. */
  public static MoveSet of(ReturnModel model, String seed) {
    MonteCarloMoves moves = new MonteCarloMoves(model, seed);
    List<String> names =
        IntStream.range(0, moves.mixing.length).mapToObj(path -> "path-" + path).toList();
    return new MoveSet(Method.MONTE_CARLO, model, names, moves.logMoves(), moves.volatilityTerms());
  }

  private double[][] logMoves() {
    int size = model.underlyings().size();
    double[][] independent = new double[size][];
    double[][] lower = model.correlations().cholesky();
    double[][] logMoves = new double[size][mixing.length];
    for (int u = 0; u < size; u++) {
      independent[u] = normals("price/" + model.underlyings().get(u));
      double[] sum = logMoves[u];
      for (int v = 0; v <= u; v++) {
        for (int path = 0; path < mixing.length; path++) {
          sum[path] += lower[u][v] * independent[v][path];
        }
      }
      toReturns(u, sum);
    }
    return logMoves;
  }

  /** Turns correlated normal numbers of an underlying into its log returns. */
  private void toReturns(int underlying, double[] numbersOfPaths) {
    MonteCarloModel monteCarlo = parameters.monteCarlo();
    double scale = model.volatility(underlying) * Math.sqrt(parameters.horizonDays());
    int first = model.firstForecast();
    double[] residuals = new double[model.days().size() - first];
    for (int day = 0; day < residuals.length; day++) {
      residuals[day] = model.residual(underlying, first + day);
    }
    Arrays.sort(residuals);
    for (int path = 0; path < mixing.length; path++) {
      double mixed = numbersOfPaths[path] * mixing[path];
      double move = monteCarlo.marginal().move(mixed, monteCarlo.copula(), residuals);
      numbersOfPaths[path] = parameters.cut(move * scale);
    }
  }

  private double[][] volatilityTerms() {
    VolatilityMoves rule = parameters.volatilities();
    double scale =
        rule.deviation()
            * Math.sqrt(parameters.horizonDays())
            * parameters.monteCarlo().copula().unitVariance();
    double commonWeight = Math.sqrt(rule.common());
    double ownWeight = Math.sqrt(1 - rule.common());
    double[] common = normals("volatility");
    double[][] terms = new double[model.underlyings().size()][mixing.length];
    for (int u = 0; u < terms.length; u++) {
      double[] own = normals("volatility/" + model.underlyings().get(u));
      for (int path = 0; path < mixing.length; path++) {
        double number = commonWeight * common[path] + ownWeight * own[path];
        terms[u][path] = parameters.cut(number * mixing[path] * scale);
      }
    }
    return terms;
  }

  private double[] normals(String name) {
    RandomNumbers.Factor factor = numbers.factor(name);
    double[] normals = new double[mixing.length];
    for (int path = 0; path < normals.length; path++) {
      normals[path] = factor.normal(path, 0);
    }
    return normals;
  }
}
