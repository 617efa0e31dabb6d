package io.setoff.bench.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the processes of a demo have taken until now.
 *
 * @param parts by what a process is
 */
record Costs(Map<String, Part> parts) {
  private static final double KIB_PER_MIB = 1024;
  private static final Part NOTHING = new Part(0, 0);

  Costs {
    parts = new TreeMap<>(parts);
  }

  /**
   * Of one process, or of several of a kind.
   *
   * @param seconds of CPU time
   * @param mib resident
   */
  record Part(double seconds, double mib) {
    private Part and(Part other) {
      return new Part(seconds + other.seconds, mib + other.mib);
    }
  }

  static Costs of(Stream<ProcessHandle> processes) {
    Map<String, Part> parts = new TreeMap<>();
    processes.forEach(
        handle ->
            parts.merge(
                name(line(handle)), new Part(cpuSeconds(handle), residentMib(handle)), Part::and));
    return new Costs(parts);
  }

  /** CPU time of all. */
  double seconds() {
    return parts.values().stream().mapToDouble(Part::seconds).sum();
  }

  /** CPU time and memory of each, for people. */
  String text() {
    return parts.entrySet().stream()
        .map(
            part ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f s, %.0f MiB",
                    part.getKey(),
                    part.getValue().seconds(),
                    part.getValue().mib()))
        .collect(Collectors.joining("; "));
  }

  /**
   * Of one core, each, since {@code before}, for people.
   *
   * @param seconds that have passed
   */
  String sharesSince(Costs before, double seconds) {
    return parts.entrySet().stream()
        .map(
            part ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f %%",
                    part.getKey(),
                    100
                        * (part.getValue().seconds()
                            - before.parts().getOrDefault(part.getKey(), NOTHING).seconds())
                        / seconds))
        .collect(Collectors.joining(", "));
  }

  /** What a process is, by its command line. */
  static String name(String line) {
    if (line.contains("signer-1.yaml")) {
      return "signers";
    }
    if (line.contains("setoff.yaml")) {
      return "gateway";
    }
    if (line.contains("io.setoff.cli")) {
      return "command line";
    }
    if (line.contains("devnet.mjs")) {
      return "devnet";
    }
    if (line.contains("supervise.mjs")) {
      return "supervisors";
    }
    if (line.contains("anvil")) {
      return line.contains("--chain-id 31337") ? "anvil A" : "anvil B";
    }
    return "others";
  }

  /** Java tells no command line that is longer than a page of memory; Linux does. */
  private static String line(ProcessHandle handle) {
    try {
      byte[] arguments = Files.readAllBytes(Path.of("/proc/" + handle.pid() + "/cmdline"));
      return new String(arguments, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return handle.info().commandLine().orElse("");
    }
  }

  private static double cpuSeconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** 0 where the system does not tell. */
  private static double residentMib(ProcessHandle handle) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + handle.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
