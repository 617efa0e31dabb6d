package io.setoff.bench.start;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first minute against its bars. Each limit is a multiple of the {@link Yardstick}; on the
 * machine that the bars were set on that is 0.5 s.
 *
 * @param home of the project
 */
public record StartBench(Path home) {
  private static final double PAGE = 20;
  private static final double DEMO = 90;
  private static final double CPU = 120;
  private static final double HELP = 0.6;
  private static final double ANSWER = 2;
  private static final double IDLE_PERCENT = 15;
  private static final int IDLE_SECONDS = 30;

  /** Measures everything; {@code progress} hears what is next. */
  public Report run(Consumer<String> progress) throws IOException, InterruptedException {
    Path launcher = home.resolve("setoff");
    if (!Files.exists(home.resolve(".setoff/aot/gateway.aot"))) {
      progress.accept("nothing yet: the first demo after a build learns to start faster");
      Command.run(
          launcher.toString(), "demo", "--once", "--json", "--port", "0", "--grpc-port", "0");
    }
    progress.accept("the yardstick");
    double unit = Yardstick.measure().seconds();
    List<Measurement> bars = new ArrayList<>();
    progress.accept("the demo");
    try (RunningDemo demo = RunningDemo.start(launcher)) {
      double cpu = demo.cpuSeconds();
      String costs = demo.costs();
      bars.add(bar("page", PAGE, unit, demo.pageSeconds(), "from the command to the page"));
      bars.add(bar("demo", DEMO, unit, demo.seconds(), demo.stages()));
      bars.add(bar("demo CPU", CPU, unit, cpu, costs));
      progress.accept("the demo when nobody asks");
      bars.add(idle(demo));
      progress.accept("first answers");
      String[] account = {launcher.toString(), "", demo.hedged(), "--url", demo.url()};
      for (String command : List.of("portfolio", "margin", "hedge")) {
        account[1] = command;
        bars.add(answer(command, ANSWER, unit, account));
      }
    }
    String book = home.resolve("docs/examples/book.json").toString();
    bars.add(answer("help", HELP, unit, launcher.toString(), "demo", "--help"));
    bars.add(answer("risk", ANSWER, unit, launcher.toString(), "risk", "margin", "--in", book));
    return new Report("start", bars);
  }

  private static Measurement answer(String name, double times, double unit, String... command)
      throws IOException, InterruptedException {
    return bar(name, times, unit, Command.median(command), "the whole command");
  }

  private static Measurement bar(
      String name, double times, double unit, double seconds, String how) {
    return Measurement.atMost(
        name,
        times * unit,
        "s",
        seconds,
        "%s; at most %.1f times a small Java program, %.2f s here".formatted(how, times, unit));
  }

  private static Measurement idle(RunningDemo demo) throws InterruptedException {
    double before = demo.cpuSeconds();
    long start = System.nanoTime();
    Thread.sleep(IDLE_SECONDS * 1_000L);
    double seconds = (System.nanoTime() - start) / 1e9;
    return Measurement.atMost(
        "idle",
        IDLE_PERCENT,
        "%",
        100 * (demo.cpuSeconds() - before) / seconds,
        "of one core, all processes, a block every two seconds on both chains");
  }
}
