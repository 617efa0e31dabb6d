package io.setoff.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.cli.CommandRun;
import io.setoff.risk.description.Node;
import io.setoff.risk.description.RecordReader;
import io.setoff.risk.input.InvalidRiskInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {

  enum Colour {
    DEEP_BLUE,
    RED
  }

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record LongBox(double width, OptionalDouble height) implements Shape {}

  record Everything(
      String text,
      double number,
      int count,
      boolean flag,
      BigInteger units,
      BigDecimal price,
      Instant time,
      LocalDate day,
      Duration age,
      Colour colour,
      Shape shape,
      List<Circle> circles,
      SortedMap<LocalDate, Double> closes,
      Optional<String> note) {}

  private static final Everything VALUE =
      new Everything(
          "a",
          0.1,
          3,
          true,
          BigInteger.TEN.pow(30),
          new BigDecimal("0.10"),
          Instant.parse("2026-01-31T08:00:00Z"),
          LocalDate.parse("2026-01-31"),
          Duration.ofMinutes(15),
          Colour.DEEP_BLUE,
          new LongBox(2, OptionalDouble.empty()),
          List.of(new Circle(1)),
          new TreeMap<>(java.util.Map.of(LocalDate.EPOCH, 2.0)),
          Optional.of("n"));

  private static Node node(String json) {
    return Nodes.of(CommandRun.json(json));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    String json = RecordWriter.write(VALUE).toString();
    assertThat(json)
        .isEqualTo(
            "{\"text\":\"a\",\"number\":0.1,\"count\":3,\"flag\":true,"
                + "\"units\":\"1000000000000000000000000000000\",\"price\":\"0.1\","
                + "\"time\":\"2026-01-31T08:00:00Z\",\"day\":\"2026-01-31\",\"age\":\"PT15M\","
                + "\"colour\":\"deep_blue\",\"shape\":{\"type\":\"long_box\",\"width\":2.0},"
                + "\"circles\":[{\"type\":\"circle\",\"radius\":1.0}],"
                + "\"closes\":{\"1970-01-01\":2.0},\"note\":\"n\"}");
    Everything read = RecordReader.read(node(json), Everything.class, "");
    assertThat(read).usingRecursiveComparison().ignoringFields("price").isEqualTo(VALUE);
    assertThat(read.price()).isEqualByComparingTo(VALUE.price());
  }

  @Test
  void numbersMayBeTexts() {
    String json = RecordWriter.write(VALUE).put("number", "1e-1").put("count", "3").toString();
    assertThat(RecordReader.read(node(json), Everything.class, "").number()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text   | 1          | at.text must be a text",
        "number | '0x10'     | at.number must be a number",
        "number | true       | at.number must be a number",
        "number | 1e400      | at.number must be a number between -1e30 and 1e30, is Infinity",
        "count  | 2147483648 | at.count must be below 2^31, is 2147483648",
        "count  | 1.5        | at.count must be a whole number without exponent",
        "flag   | 'yes'      | at.flag must be true or false",
        "units  | '1e3'      | at.units must be a whole number without exponent",
        "day    | '31.1.'    | at.day must be a date as 2026-01-31, is `31.1.`",
        "age    | '15 min'   | at.age must be a duration as 15m or PT15M, is `15 min`",
        "colour | 'blue'     | at.colour must be one of deep_blue, red, is `blue`",
        "shape  | {}         | at.shape.type must be given",
        "shape  | {'type':'cone'} | at.shape.type must be one of circle, long_box, is `cone`",
        "shape  | {'type':'circle'} | at.shape.radius must be given",
        "circles | [{'radius':1},{'radius':'x'}] | at.circles[1].radius must be a number",
        "closes | {'tomorrow':1} | at.closes[tomorrow] must be a date as 2026-01-31, is `tomorrow`",
        "closes | null       | at.closes must be given",
        "extra  | 1          | at.extra is not known; known are text, number, count, flag, units,"
            + " price, time, day, age, colour, shape, circles, closes, note"
      })
  void aRefusalNamesPathAndRule(String field, String value, String message) {
    var json = RecordWriter.write(VALUE);
    json.set(field, CommandRun.json(value.replace('\'', '"')));
    assertThatThrownBy(() -> RecordReader.read(Nodes.of(json), Everything.class, "at"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessage(message.replace('`', '"'));
  }

  @Test
  void aDurationMayBeShort() {
    String json = RecordWriter.write(VALUE).put("age", "15m").toString();
    assertThat(RecordReader.read(node(json), Everything.class, "").age()).isEqualTo(VALUE.age());
  }

  @Test
  void allThatIsWrongCanBeTold() {
    List<String> problems = new ArrayList<>();
    assertThat(
            RecordReader.read(
                node(
                    RecordWriter.write(VALUE)
                        .put("extra", 1)
                        .put("count", 1.5)
                        .set("circles", CommandRun.json("[{}, {\"radius\": \"x\"}]"))
                        .toString()),
                Everything.class,
                "",
                refused -> problems.add(refused.field())))
        .isEmpty();
    assertThat(problems)
        .containsExactly("extra", "count", "circles[0].radius", "circles[1].radius");
  }

  @Test
  void anOverrideReplacesWhatItNamesAndNothingElse() {
    Everything changed =
        RecordReader.override(
            VALUE,
            node(
                "{\"count\":4,\"shape\":{\"height\":7},\"circles\":[],\"closes\":{\"1970-01-02\":3}}"),
            "");
    assertThat(changed.count()).isEqualTo(4);
    assertThat(changed.shape()).isEqualTo(new LongBox(2, OptionalDouble.of(7)));
    assertThat(changed.circles()).isEmpty();
    assertThat(changed.closes()).hasSize(2);
    assertThat(changed.text()).isEqualTo("a");
  }

  @Test
  void anOverrideMayChooseAnotherRecord() {
    Everything changed =
        RecordReader.override(VALUE, node("{\"shape\":{\"type\":\"circle\",\"radius\":1}}"), "");
    assertThat(changed.shape()).isEqualTo(new Circle(1));
  }

  @Test
  void aNumberThatIsNoneIsNeverWritten() {
    assertThatThrownBy(() -> RecordWriter.write(new Circle(Double.NaN)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessage("answer.radius must be a number between -1e30 and 1e30, is NaN");
  }
}
