package io.setoff.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;

/**
 * The measurements of one bench.
 *
 * @param bench its name
 * @param measurements in the order of the table
 */
public record Report(String bench, List<Measurement> measurements) {
  private static final int MOST_WIDTH = 80;

  public boolean met() {
    return measurements.stream().allMatch(Measurement::met);
  }

  /** A table for people. */
  public String table() {
    Column[] columns = {
      column("bar", HorizontalAlign.LEFT),
      column("required", HorizontalAlign.RIGHT),
      column("measured", HorizontalAlign.RIGHT),
      column("ratio", HorizontalAlign.RIGHT),
      column("", HorizontalAlign.LEFT),
      column("how", HorizontalAlign.LEFT)
    };
    String[][] cells =
        measurements.stream()
            .map(
                one ->
                    new String[] {
                      one.name(),
                      one.required(),
                      one.text(one.measured()),
                      one.isWithoutLimit() ? "" : String.format(Locale.ROOT, "%.2f", one.ratio()),
                      one.verdict(),
                      one.how()
                    })
            .toArray(String[][]::new);
    return machine()
        + "\n"
        + AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, cells);
  }

  /** One JSON object. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("bench", bench).put("machine", machine()).put("ok", met());
    ArrayNode bars = json.putArray("bars");
    for (Measurement one : measurements) {
      ObjectNode bar = bars.addObject();
      bar.put("name", one.name())
          .put("bound", one.bound().name().toLowerCase(Locale.ROOT))
          .put("unit", one.unit())
          .put("ok", one.met())
          .put("how", one.how());
      if (!one.isWithoutLimit()) {
        bar.put("limit", one.limit()).put("ratio", one.ratio());
      }
      if (one.bound() != Measurement.Bound.SKIPPED) {
        bar.put("measured", one.measured());
      }
    }
    return json.toString();
  }

  private static Column column(String header, HorizontalAlign align) {
    return new Column().header(header).headerAlign(align).dataAlign(align).maxWidth(MOST_WIDTH);
  }

  private static String machine() {
    return "Java %s, %s %s, %d processors"
        .formatted(
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }
}
