package io.setoff.risk.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.risk.instrument.OptionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OptionKernelTest {
  private static final double[] PRICES = {0, 1e-30, 1e-3, 1, 99.5, 100, 101, 65_000, 1e30};
  private static final double[] VOLATILITIES = {0, 1e-12, 0.05, 0.6, 1, 3, 50, 1e30};
  private static final double[] YEARS = {0, 3e-8, 1e-3, 0.25, 1, 20, 1e30};

  /** The Vector API itself, whatever the width of this machine's vectors. */
  private final OptionKernel vector = new VectorKernel();

  @Property
  void bothKernelsGiveThePriceOfOneOptionToTheBit(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = OptionBatch.MOST) int size) {
    OptionBatch plainBatch = new OptionBatch(size);
    OptionBatch vectorBatch = new OptionBatch(size);
    double[] expected = new double[size];
    for (int i = 0; i < size; i++) {
      double forward = oneOf(PRICES, random) * (0.5 + random.nextDouble());
      double strike = oneOf(PRICES, random);
      double volatility = oneOf(VOLATILITIES, random);
      double years = oneOf(YEARS, random);
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double logarithm = Black76.logarithm(forward, strike);
      double deviation = Black76.signedDeviation(volatility, Black76.signedRoot(type, years));
      for (OptionBatch batch : new OptionBatch[] {plainBatch, vectorBatch}) {
        batch.forward[i] = forward;
        batch.strike[i] = strike;
        batch.logarithm[i] = logarithm;
        batch.deviation[i] = deviation;
      }
      expected[i] = Black76.price(forward, strike, logarithm, deviation);
    }
    OptionKernels.plain().price(plainBatch, size);
    vector.price(vectorBatch, size);
    for (int i = 0; i < size; i++) {
      assertThat(Double.doubleToRawLongBits(plainBatch.price[i]))
          .isEqualTo(Double.doubleToRawLongBits(vectorBatch.price[i]))
          .isEqualTo(Double.doubleToRawLongBits(expected[i]));
      assertThat(expected[i]).isFinite().isNotNegative();
    }
  }

  @Property
  void aNumberThatIsNoneIsNotHidden(@ForAll("places") int place) {
    OptionBatch batch = new OptionBatch(OptionBatch.MOST);
    for (double[] input :
        new double[][] {batch.forward, batch.strike, batch.logarithm, batch.deviation}) {
      Arrays.fill(input, 1);
    }
    batch.logarithm[place] = Double.NaN;
    OptionKernels.plain().price(batch, OptionBatch.MOST);
    assertThat(batch.price[place]).isNaN();
    vector.price(batch, OptionBatch.MOST);
    assertThat(batch.price[place]).isNaN();
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, OptionBatch.MOST - 1);
  }

  private static double oneOf(double[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  @Example
  void withTheModuleTheVectorKernelIsChosen() {
    assertThat(chosen("--add-modules", "jdk.incubator.vector"))
        .contains(VectorKernel.lanes() >= 4 ? "chosen VectorKernel" : "chosen PlainKernel");
  }

  @Example
  void withoutTheModuleItsClassIsNotEvenLoaded() {
    assertThat(chosen()).contains("chosen PlainKernel").doesNotContain("pricing.VectorKernel");
  }

  /** What a JVM with these options says that it chose, and every class that it loaded. */
  private static String chosen(String... options) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of(options));
      command.addAll(
          List.of(
              "-Xlog:class+load",
              "-cp",
              System.getProperty("java.class.path"),
              ChosenKernel.class.getName()));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Main class of the JVM that {@link #chosen} starts. */
  static final class ChosenKernel {
    public static void main(String[] arguments) {
      System.out.println("chosen " + OptionKernels.best().getClass().getSimpleName());
    }
  }
}
