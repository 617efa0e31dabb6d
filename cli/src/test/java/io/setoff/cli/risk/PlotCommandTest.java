package io.setoff.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.cli.CommandRun;
import io.setoff.cli.Docs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of what a book gains in scenarios. */
class PlotCommandTest {
  @TempDir private Path folder = Path.of("");

  private Path picture() {
    return folder.resolve("plot.png");
  }

  private CommandRun plot(String example, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("risk", "plot", "--in", Docs.example(example).toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "call-spread.json, derive-pmrm2",
    "call-spread.json, paradex",
    "call-spread.json, deribit-like",
    "book.json, setoff-portfolio"
  })
  void isAPictureOfTheGainsThatTheAnswerLists(String example, String model) throws IOException {
    CommandRun run =
        plot(
            example,
            "--model",
            model,
            "--underlying",
            "crypto:ETH",
            "--out",
            picture().toString(),
            "--json");
    assertThat(run.err()).isEmpty();
    Docs.assertKeeps("risk-plot-answer", run.json());
    for (JsonNode scenario : run.json().at("/gains/scenarios")) {
      double net = scenario.path("gain").doubleValue();
      double perSet = scenario.path("per_set").doubleValue();
      double gross = scenario.path("gross").doubleValue();
      assertThat(perSet).isLessThanOrEqualTo(Math.min(net, 0) + 1e-9);
      assertThat(gross).isLessThanOrEqualTo(perSet + 1e-9);
    }
    BufferedImage image = ImageIO.read(picture().toFile());
    assertThat(image.getWidth()).isGreaterThanOrEqualTo(1_000);
    assertThat(coloursOf(image)).contains(0xFF2B5D8C, 0xFFD98C7A, 0xFFC9A93A);
  }

  private static List<Integer> coloursOf(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().boxed().toList();
  }

  /** The net bars are the gains of the margin; the gross ones are the legs' own. */
  @Test
  void aSpreadIsTheSumOfItsLegs() {
    JsonNode spread =
        plot("call-spread.json", "--out", picture().toString(), "--json").json().path("gains");
    CommandRun margin =
        CommandRun.of(
            "risk", "margin", "--json", "--in", Docs.example("call-spread.json").toString());
    JsonNode counted = margin.json().at("/sets/0/margin/underlyings/0/scenarios");
    assertThat(spread.path("scenarios")).hasSameSizeAs(counted);
    for (int i = 0; i < counted.size(); i++) {
      JsonNode drawn = spread.path("scenarios").path(i);
      assertThat(drawn.path("id")).isEqualTo(counted.path(i).path("id"));
      assertThat(drawn.path("gain").doubleValue())
          .isCloseTo(counted.path(i).path("gain").doubleValue(), within(1e-9));
    }
    // Up 18 % the short leg loses, and the long leg gains more than that: nothing is lost net.
    JsonNode up = spread.at("/scenarios/0");
    assertThat(up.path("gross").doubleValue()).isNegative();
    assertThat(up.path("per_set").doubleValue()).isZero();
    assertThat(up.path("gain").doubleValue()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "book.json | --model setoff-portfolio | --underlying must be one of crypto:BTC, crypto:ETH",
        "call-spread.json | --underlying crypto:SOL | --underlying must be one of crypto:ETH",
        "call-spread.json | --model derive-srm | model must be one of setoff-portfolio,"
            + " deribit-like, derive-pmrm2, paradex, is derive-srm",
        "call-spread.json | --out no/such/folder/x.png | --out must be a file that can be written,"
            + " is no/such/folder/x.png",
        "books.jsonl | --model paradex | --in must be one document to be plotted"
      })
  void whatCannotBeDrawnIsRefused(String example, String options, String line) {
    List<String> more = new ArrayList<>(List.of(options.split(" ")));
    if (!more.contains("--out")) {
      more.addAll(List.of("--out", picture().toString()));
    }
    CommandRun refused = plot(example, more.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(line);
    assertThat(picture()).doesNotExist();
  }
}
