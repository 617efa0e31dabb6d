package io.setoff.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private Progress progress(boolean terminal) {
    return new Progress(new PrintWriter(text), terminal, nanos::get);
  }

  private void count(Progress progress, int seconds) {
    for (int i = 1; i <= seconds; i++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      progress.count(i + " of " + seconds);
    }
  }

  @Test
  void aFileGetsACountEveryFewSeconds() {
    count(progress(false), 12);
    assertThat(text).hasToString("  5 of 12\n  10 of 12\n");
  }

  @Test
  void aTerminalGetsOneLineThatIsGoneAfterwards() {
    Progress progress = progress(true);
    count(progress, 2);
    progress.say("done");
    String blank = "\r" + " ".repeat(8) + "\r";
    assertThat(text).hasToString("  1 of 2" + blank + "  2 of 2" + blank + "done\n");
  }
}
