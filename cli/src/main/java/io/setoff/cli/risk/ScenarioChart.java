package io.setoff.cli.risk;

import io.setoff.cli.risk.ScenarioGains.Outcome;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.Stamp;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A bar per scenario: what a book gains gross, in its netting sets, and net. */
final class ScenarioChart {
  private static final int LEAST_WIDTH = 1_000;
  private static final int LARGEST_WIDTH = 8_000;
  private static final int WIDTH_PER_SCENARIO = 34;
  private static final int HEIGHT = 640;
  private static final int SHOWN_DIGITS = 12;
  private static final int FONT_SIZE = 11;
  private static final Color GROSS = new Color(0xD9, 0x8C, 0x7A);
  private static final Color PER_SET = new Color(0xC9, 0xA9, 0x3A);
  private static final Color NET = new Color(0x2B, 0x5D, 0x8C);

  private final ScenarioGains gains;
  private final CategoryChart chart;

  ScenarioChart(ScenarioGains gains, String model, Stamp stamp) {
    System.setProperty("java.awt.headless", "true");
    this.gains = gains;
    this.chart =
        new CategoryChartBuilder()
            .width(
                Math.clamp(
                    (long) WIDTH_PER_SCENARIO * gains.scenarios().size(),
                    LEAST_WIDTH,
                    LARGEST_WIDTH))
            .height(HEIGHT)
            .title("Gain on %s in each scenario of %s".formatted(gains.underlying(), model))
            .xAxisTitle(
                "parameters %s, inputs %s"
                    .formatted(start(stamp.parameterHash()), start(stamp.inputHash())))
            .yAxisTitle("USD, losses negative")
            .build();
    chart
        .getStyler()
        .setAvailableSpaceFill(0.8)
        .setXAxisLabelRotation(90)
        .setXAxisMaxLabelCount(gains.scenarios().size())
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE))
        .setYAxisDecimalPattern("#,##0")
        .setPlotGridVerticalLinesVisible(false)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setChartBackgroundColor(Color.WHITE);
    bars("gross: each holding alone, only losses", GROSS, Outcome::gross);
    bars("per netting set, only losses", PER_SET, Outcome::perSet);
    bars("net of all", NET, Outcome::gain);
  }

  private static String start(String hash) {
    return hash.substring(0, SHOWN_DIGITS);
  }

  private void bars(String name, Color color, ToDoubleFunction<Outcome> value) {
    List<String> ids = gains.scenarios().stream().map(Outcome::id).toList();
    List<Double> heights =
        gains.scenarios().stream()
            .map(
                outcome ->
                    Require.finite(
                        "answer.scenarios[" + outcome.id() + "]", value.applyAsDouble(outcome)))
            .toList();
    chart.addSeries(name, ids, heights).setFillColor(color);
  }

  /** Writes a PNG. */
  void write(Path file) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", png);
      Files.write(file, png.toByteArray());
    } catch (IOException e) {
      throw new InvalidRiskInputException(
          "--out", "must be a file that can be written, is " + file);
    }
  }
}
