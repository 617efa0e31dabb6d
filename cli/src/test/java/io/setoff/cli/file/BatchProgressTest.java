package io.setoff.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchProgressTest {
  private static final long HALF_A_SECOND = 500_000_000;

  private final StringWriter err = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  private void run(boolean shown, int documents) {
    BatchProgress progress = new BatchProgress(new PrintWriter(err), shown, clock::get);
    for (int i = 0; i < documents; i++) {
      clock.addAndGet(HALF_A_SECOND);
      if (i == 0) {
        progress.refused();
      } else {
        progress.answered();
      }
    }
    progress.end();
  }

  @Test
  void tellsEverySecondAndAtTheEnd() {
    run(true, 5);
    assertThat(err.toString())
        .isEqualTo(
            "\r1 answered, 1 refused\r3 answered, 1 refused\r4 answered, 1 refused"
                + System.lineSeparator());
  }

  @Test
  void aShortBatchLeavesNothing() {
    run(true, 1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isForTerminalsOnly() {
    run(false, 10);
    assertThat(err.toString()).isEmpty();
  }
}
