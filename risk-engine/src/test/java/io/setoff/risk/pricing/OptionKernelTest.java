package io.setoff.risk.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OptionKernelTest {
  private static final double[] PRICES = {0, 1e-30, 1e-3, 1, 99.5, 100, 101, 65_000, 1e30};
  private static final double[] VOLATILITIES = {0, 1e-12, 0.05, 0.6, 1, 3, 50, 1e6};
  private static final double[] FACTORS = {0, 1e-30, 0.5, 0.97, 1, 1.5, 6, 1e30};
  private static final double[] YEARS = {0, 3e-8, 1e-3, 0.25, 1, 20, 1e30};

  /** The Vector API itself, whatever the width of this machine's vectors. */
  private final OptionKernel vector = new VectorKernel();

  @Property
  void bothKernelsGiveThePriceOfOneOptionToTheBit(@ForAll Random random) {
    int width = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
    OptionBatch plain = new OptionBatch(20, width);
    OptionBatch vectors = new OptionBatch(20, width);
    while (!plain.isFull()) {
      OptionRow row = row(random);
      MovedTile tile = tile(1 + random.nextInt(width), random);
      plain.add(row, tile);
      vectors.add(row, tile);
    }
    OptionKernels.plain().price(plain);
    vector.price(vectors);
    for (int row = 0; row < plain.count(); row++) {
      for (int i = 0; i < plain.tiles[row].length; i++) {
        double expected = price(plain.rows[row], plain.tiles[row], i);
        assertThat(Double.doubleToRawLongBits(expected))
            .isEqualTo(Double.doubleToRawLongBits(plain.price[row * width + i]))
            .isEqualTo(Double.doubleToRawLongBits(vectors.price[row * width + i]));
        assertThat(expected).isFinite().isNotNegative();
      }
    }
  }

  private static double[] prices(OptionKernel kernel, OptionRow row, MovedTile tile) {
    OptionBatch batch = new OptionBatch(1, tile.length);
    batch.add(row, tile);
    kernel.price(batch);
    return batch.price;
  }

  private static double price(OptionRow row, MovedTile tile, int move) {
    double volatility = row.volatility() * tile.volatilityFactors[move];
    return Black76.price(
        row.call(),
        row.forward() * tile.factors[move],
        row.strike(),
        row.logarithm() + tile.logarithms[move],
        Math.max(tile.leastDeviations[move], Black76.deviation(volatility, row.root())));
  }

  private static OptionRow row(Random random) {
    OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
    double forward = oneOf(PRICES, random) * (0.5 + random.nextDouble());
    double strike = oneOf(PRICES, random);
    return new OptionRow(
        new EuropeanOption(UnderlyingId.USD, Instant.EPOCH, strike, type),
        type == OptionType.CALL,
        forward,
        strike,
        Black76.logMoneyness(forward, strike),
        oneOf(VOLATILITIES, random),
        Math.sqrt(oneOf(YEARS, random)),
        0);
  }

  private static MovedTile tile(int length, Random random) {
    int room = length + OptionBatch.MOST_LANES;
    MovedTile tile =
        new MovedTile(
            length, new double[room], new double[room], new double[room], new double[room]);
    for (int i = 0; i < length; i++) {
      tile.factors[i] = oneOf(FACTORS, random);
      tile.logarithms[i] = Black76.logarithm(tile.factors[i]);
      tile.leastDeviations[i] = Black76.deviation(random.nextInt(5) == 0 ? 0.3 : 0, 1);
      tile.volatilityFactors[i] = oneOf(VOLATILITIES, random);
    }
    return tile;
  }

  @Property(tries = 100)
  void aNumberThatIsNoneIsNotHidden(@ForAll Random random) {
    OptionRow row = row(new Random(1));
    MovedTile tile = tile(40, random);
    int place = random.nextInt(tile.length);
    tile.logarithms[place] = Double.NaN;
    for (OptionKernel kernel : List.of(OptionKernels.plain(), vector)) {
      assertThat(prices(kernel, row, tile)[place]).isNaN();
      tile.logarithms[place] = 0;
      tile.volatilityFactors[place] = Double.NaN;
      assertThat(prices(kernel, row, tile)[place]).isNaN();
    }
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
