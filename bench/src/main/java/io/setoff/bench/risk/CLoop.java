package io.setoff.bench.risk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The revaluation as a loop in C, compiled for this machine by its own gcc and called in this
 * process: what the kernels of the risk engine are measured against.
 */
final class CLoop {
  private static final int WIDEST_BITS = 512;

  private final Arena arena;
  private final MethodHandle revalue;
  private final List<Object> arguments = new ArrayList<>();
  private MemorySegment totals = MemorySegment.NULL;
  private MemorySegment values = MemorySegment.NULL;

  private CLoop(Arena arena, MethodHandle revalue) {
    this.arena = arena;
    this.revalue = revalue;
  }

  /**
   * Compiles the loop.
   *
   * @param bits width of the vectors that the Java beside it uses, so that both use the same
   * @return empty where there is no gcc
   * @throws IOException when the files cannot be written, or gcc refuses the loop
   */
  static Optional<CLoop> compile(int bits) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench");
    Path source = folder.resolve("revaluation.c");
    Path library = folder.resolve("revaluation.so");
    try (InputStream text = CLoop.class.getResourceAsStream("revaluation.c")) {
      if (text == null) {
        throw new IOException("revaluation.c is not in the class path");
      }
      Files.copy(text, source);
      return hasGcc() ? Optional.of(load(source, library, bits)) : Optional.empty();
    } finally {
      Files.deleteIfExists(library);
      Files.deleteIfExists(source);
      Files.delete(folder);
    }
  }

  private static boolean hasGcc() throws InterruptedException {
    try {
      return run("gcc", "--version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @SuppressWarnings("restricted") // the launcher permits native access
  private static CLoop load(Path source, Path library, int bits)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "gcc",
                "-O3",
                "-march=native",
                bits == WIDEST_BITS ? "-mprefer-vector-width=512" : "-mno-avx512f"));
    command.addAll(
        List.of(
            "-fopenmp-simd",
            "-fno-math-errno",
            "-fno-trapping-math",
            "-shared",
            "-fPIC",
            source.toString(),
            "-lm",
            "-o",
            library.toString()));
    int code = run(command.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("gcc cannot compile revaluation.c, its exit code is " + code);
    }
    Arena arena = Arena.ofAuto();
    MemorySegment function =
        SymbolLookup.libraryLookup(library, arena).find("revalue").orElseThrow();
    FunctionDescriptor descriptor =
        FunctionDescriptor.ofVoid(
            JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS,
            ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    return new CLoop(arena, Linker.nativeLinker().downcallHandle(function, descriptor));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Takes what is priced: arrays by option, then arrays by scenario, in the loop's order. */
  void take(List<double[]> byOption, List<double[]> byScenario) {
    arguments.clear();
    add(byOption);
    add(byScenario);
    totals = arena.allocate(JAVA_DOUBLE, byScenario.getFirst().length);
    arguments.add(totals);
    values = arena.allocate(JAVA_DOUBLE, byOption.getFirst().length);
    arguments.add(values);
  }

  private void add(List<double[]> arrays) {
    arguments.add((long) arrays.getFirst().length);
    arrays.forEach(array -> arguments.add(arena.allocateFrom(JAVA_DOUBLE, array)));
  }

  /** Writes what all options together are worth in each scenario, and each before any move. */
  void run(double[] sums, double[] unmoved) {
    totals.fill((byte) 0);
    try {
      revalue.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("the loop in C cannot be called", e);
    }
    MemorySegment.copy(totals, JAVA_DOUBLE, 0, sums, 0, sums.length);
    MemorySegment.copy(values, JAVA_DOUBLE, 0, unmoved, 0, unmoved.length);
  }
}
