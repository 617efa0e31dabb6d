package io.setoff.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class WatchdogTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Watchdog watchdog = new Watchdog(told::add);

  @Test
  void tellsWhoHasDiedHowAndWhatItLastSaid(@TempDir Path folder) throws Exception {
    Path log = Files.writeString(folder.resolve("gateway.log"), "started\nout of luck\n");
    Process process = new ProcessBuilder("sh", "-c", "exit 7").start();
    watchdog.watch("the gateway", process, log);
    assertThat(told.take())
        .isEqualTo(
            "the gateway has ended with exit code 7; its log is "
                + log
                + ", and ends with\n  started\n  out of luck");
    assertThat(watchdog.hasTold()).isTrue();
  }

  @Test
  void isSilentWhenTheDemoEnds(@TempDir Path folder) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("cat").start();
    watchdog.watch("the gateway", process, folder.resolve("gateway.log"));
    watchdog.end();
    process.destroy();
    assertThat(process.waitFor()).isNotZero();
    assertThat(watchdog.hasTold()).isFalse();
    assertThat(told).isEmpty();
  }
}
