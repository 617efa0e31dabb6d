package io.setoff.risk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CorrelationMatrixTest {
  private static CorrelationMatrix three(double ab, double ac, double bc) {
    return CorrelationMatrix.of(new double[][] {{1, 0, 0}, {ab, 1, 0}, {ac, bc, 1}});
  }

  @Provide
  Arbitrary<double[]> entries() {
    return Arbitraries.doubles().between(-1, 1).array(double[].class).ofSize(10);
  }

  private static double[][] square(double[] entries) {
    double[][] rho = new double[5][5];
    int at = 0;
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < i; j++) {
        rho[i][j] = entries[at++];
      }
    }
    return rho;
  }

  @Property
  void clippedMatricesAreTheProductOfTheirRoots(@ForAll("entries") double[] entries) {
    CorrelationMatrix clipped = CorrelationMatrix.of(square(entries)).positiveSemidefinite();
    double[][] lower = clipped.cholesky();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double product = 0;
        for (int k = 0; k < 5; k++) {
          product += lower[i][k] * lower[j][k];
        }
        assertThat(product).isCloseTo(clipped.get(i, j), within(1e-5));
      }
    }
  }

  @Example
  void choleskyByHand() {
    double[][] lower = three(0.6, 0, 0.8).cholesky();
    assertThat(lower[1]).containsExactly(new double[] {0.6, 0.8, 0}, within(1e-15));
    assertThat(lower[2]).as("0.8 / 0.8 = 1, nothing is left").containsExactly(0, 1, 0);
  }

  @Example
  void aValidMatrixStaysAsItIs() {
    CorrelationMatrix valid = three(0.5, 0.25, -0.5);
    assertThat(valid.positiveSemidefinite()).isSameAs(valid);
  }

  /**
   * The matrix with -0.9 everywhere has the eigenvalues -0.8, 1.9, 1.9. Without the first it is 1.9
   * (I - 11'/3), that is 1.9 * 2/3 on the diagonal and -1.9/3 off it: correlations of -1/2.
   */
  @Example
  void clippingByHand() {
    CorrelationMatrix clipped = three(-0.9, -0.9, -0.9).positiveSemidefinite();
    assertThat(clipped.get(0, 1)).isCloseTo(-0.5, within(1e-14));
    assertThat(clipped.get(2, 0)).isCloseTo(-0.5, within(1e-14));
    assertThat(clipped.get(1, 1)).isEqualTo(1);
  }

  /**
   * Of all matrices with one number p everywhere, -1/2 is the least possible and so the nearest.
   */
  @Example
  void theNearestByHand() {
    CorrelationMatrix nearest = three(0.9, 0.9, -0.9).nearest();
    assertThat(nearest.get(0, 1)).isCloseTo(0.5, within(1e-6));
    assertThat(nearest.get(0, 2)).isCloseTo(0.5, within(1e-6));
    assertThat(nearest.get(1, 2)).isCloseTo(-0.5, within(1e-6));
    CorrelationMatrix possible = three(0.5, 0.25, -0.5);
    assertThat(possible.nearest()).isSameAs(possible);
  }

  /** Higham (2002), section 4: the nearest to three ones on a line has 0.7607 and 0.1573. */
  @Example
  void theNearestOfThePaper() {
    CorrelationMatrix nearest = three(1, 0, 1).nearest();
    assertThat(nearest.get(0, 1)).isCloseTo(0.7607, within(5e-5));
    assertThat(nearest.get(1, 2)).isCloseTo(0.7607, within(5e-5));
    assertThat(nearest.get(0, 2)).isCloseTo(0.1573, within(5e-5));
  }

  @Property(tries = 200)
  void theNearestIsPossibleAndNoFartherThanTheClipped(@ForAll("entries") double[] entries) {
    CorrelationMatrix any = CorrelationMatrix.of(square(entries));
    CorrelationMatrix nearest = any.nearest();
    assertThat(nearest.positiveSemidefinite()).isSameAs(nearest);
    assertThat(distance(any, nearest))
        .isLessThanOrEqualTo(distance(any, any.positiveSemidefinite()) + 1e-6);
  }

  private static double distance(CorrelationMatrix one, CorrelationMatrix other) {
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.pow(one.get(i, j) - other.get(i, j), 2);
      }
    }
    return Math.sqrt(sum);
  }

  /** Two at 0.9 of a third are at 0.62 of each other at least: what nobody says is no reason. */
  @Example
  void whatIsNotKnownMakesNothingImpossible() {
    boolean[][] known = {{true, true, true}, {true, true, false}, {true, false, true}};
    CorrelationMatrix completed = three(0.9, 0.9, 0).completed(known);
    assertThat(completed.get(0, 1)).isEqualTo(0.9);
    assertThat(completed.get(0, 2)).isEqualTo(0.9);
    assertThat(completed.get(1, 2)).isCloseTo(0.62, within(1e-6));
    assertThat(completed.nearest().get(0, 1)).isCloseTo(0.9, within(1e-6));
  }

  @Example
  void shrinkingWeighsAndLimits() {
    CorrelationMatrix shrunk = three(0.5, 1, -1).shrunk(0.95, 0.9);
    assertThat(shrunk.get(0, 1)).isCloseTo(0.475, within(1e-15));
    assertThat(shrunk.get(2, 0)).isEqualTo(0.9);
    assertThat(shrunk.get(1, 2)).isEqualTo(-0.9);
    assertThat(shrunk.get(0, 0)).isEqualTo(1);
  }

  @Example
  void refusesWhatIsNoCorrelation() {
    for (double bad : new double[] {Double.NaN, 1.1, -2}) {
      assertThatThrownBy(() -> three(0, bad, 0))
          .isInstanceOf(InvalidRiskInputException.class)
          .hasMessageStartingWith("correlation[2][0] must be between");
    }
  }
}
