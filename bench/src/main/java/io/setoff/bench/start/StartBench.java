package io.setoff.bench.start;

import io.setoff.bench.measure.Measurement;
import io.setoff.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
    String book = home.resolve("docs/examples/book.json").toString();
    learn(launcher, book, progress);
    progress.accept("the yardstick");
    double unit = Yardstick.measure().seconds();
    List<Measurement> bars = new ArrayList<>();
    progress.accept("the demo");
    try (RunningDemo demo = RunningDemo.start(launcher)) {
      Costs costs = demo.costs();
      bars.add(bar("page", PAGE, unit, demo.pageSeconds(), "from the command to the page"));
      bars.add(bar("demo", DEMO, unit, demo.seconds(), demo.stages()));
      bars.add(bar("demo CPU", CPU, unit, costs.seconds(), costs.text()));
      progress.accept("the demo when nobody asks");
      bars.add(idle(demo));
      progress.accept("first answers");
      String[] account = {launcher.toString(), "", demo.hedged(), "--url", demo.url()};
      for (String command : List.of("portfolio", "margin", "hedge")) {
        account[1] = command;
        bars.add(answer(command, ANSWER, unit, account));
      }
    }
    bars.add(answer("help", HELP, unit, launcher.toString(), "demo", "--help"));
    bars.add(answer("risk", ANSWER, unit, launcher.toString(), "risk", "margin", "--in", book));
    return new Report("start", bars);
  }

  /**
   * The bars are those of a second start: the first after a build leaves the AOT caches. Any other
   * command builds what is to be built, and drops caches of an older build.
   */
  private void learn(Path launcher, String book, Consumer<String> progress)
      throws IOException, InterruptedException {
    Command.run(launcher.toString(), "risk", "margin", "--in", book);
    if (isLearnt()) {
      return;
    }
    progress.accept("nothing yet: the first demo after a build learns to start faster");
    Command.run(launcher.toString(), "demo", "--once", "--json", "--port", "0", "--grpc-port", "0");
    if (!isLearnt()) {
      throw new IOException("the first demo has left no AOT caches in .setoff/aot");
    }
  }

  private boolean isLearnt() {
    return Stream.of("gateway.aot", "cli.aot")
        .allMatch(cache -> Files.exists(home.resolve(".setoff/aot").resolve(cache)));
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
    Costs before = demo.costs();
    long start = System.nanoTime();
    Thread.sleep(IDLE_SECONDS * 1_000L);
    double seconds = (System.nanoTime() - start) / 1e9;
    Costs after = demo.costs();
    return Measurement.atMost(
        "idle",
        IDLE_PERCENT,
        "%",
        100 * (after.seconds() - before.seconds()) / seconds,
        "of one core, a block every four seconds on both chains: "
            + after.sharesSince(before, seconds));
  }
}
