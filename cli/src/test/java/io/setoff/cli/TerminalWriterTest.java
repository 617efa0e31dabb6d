package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.cli.show.Tables;
import io.setoff.v1.Gap;
import io.setoff.v1.GapKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class TerminalWriterTest {
  private static String written(String text) {
    StringWriter to = new StringWriter();
    PrintWriter writer = TerminalWriter.over(to);
    writer.print(text);
    writer.print(text.toCharArray());
    text.chars().forEach(writer::write);
    writer.flush();
    return to.toString();
  }

  @Property
  void noCommandReachesATerminal(@ForAll @CharRange(from = 0, to = 0x2100) String text) {
    assertThat(written(text).chars())
        .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
  }

  @Property
  void whatCanBeSeenIsWrittenAsItIs(@ForAll @CharRange(from = ' ', to = '~') String text) {
    assertThat(written(text)).isEqualTo(text.repeat(3));
  }

  /** A name of a token with a line of its own, and one that clears the screen. */
  @Example
  void namesStayInTheirCells() {
    String table = Tables.table(List.of("token"), List.of(List.of("A\n+99"), List.of("\u001b[2J")));
    assertThat(table).contains("A\\u000a+99", "\\u001b[2J").doesNotContain("\u001b");
    Gap gap = Gap.newBuilder().setKind(GapKind.GAP_KIND_STALE).setDetail("x\ny").build();
    assertThat(Tables.gaps(List.of(gap))).containsExactly("gap: STALE: x\\u000ay");
  }
}
