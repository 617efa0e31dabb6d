package io.setoff.bench.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code setoff demo --json}, after everything was compared, while the chains go on. */
final class RunningDemo implements AutoCloseable {
  private static final Pattern GRPC = Pattern.compile("gRPC at (http://\\S+)");
  private static final String UP = "Ctrl-C ends everything";
  private static final String HEDGED = "hedged";
  private static final double KIB_PER_MIB = 1024;

  private final Process process;
  private final JsonNode result;
  private final String url;

  private RunningDemo(Process process, JsonNode result, String url) {
    this.process = process;
    this.result = result;
    this.url = url;
  }

  /** Starts it, and waits until it has shown everything. */
  static RunningDemo start(Path launcher) throws IOException, InterruptedException {
    Path out = Files.createTempFile("setoff-demo", ".json");
    Process process =
        new ProcessBuilder(launcher.toString(), "demo", "--json", "--port", "0", "--grpc-port", "0")
            .redirectOutput(out.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader progress = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    String url = "";
    for (String line = progress.readLine(); line != null; line = progress.readLine()) {
      seen.append(line).append('\n');
      Matcher grpc = GRPC.matcher(line);
      url = grpc.find() ? grpc.group(1) : url;
      if (line.contains(UP)) {
        JsonNode result = new ObjectMapper().readTree(out.toFile());
        Files.delete(out);
        return new RunningDemo(process, result, url);
      }
    }
    throw new IOException("the demo ends with " + process.waitFor() + ":\n" + seen);
  }

  /** Of gRPC. */
  String url() {
    return url;
  }

  double seconds() {
    return result.at("/timing/seconds").asDouble(Double.NaN);
  }

  double pageSeconds() {
    return result.at("/timing/page_seconds").asDouble(Double.NaN);
  }

  /** Each stage and its seconds, for people. */
  String stages() {
    return result
        .at("/timing/stages")
        .valueStream()
        .map(stage -> stage.path("stage").asText() + " " + stage.path("seconds").asText() + " s")
        .collect(Collectors.joining(", "));
  }

  /** The account that the story hedges. */
  String hedged() {
    return result
        .path("accounts")
        .valueStream()
        .filter(account -> account.path("label").asText().equals(HEDGED))
        .map(account -> account.path("account").asText())
        .findFirst()
        .orElseThrow();
  }

  /** CPU time of all its processes until now, seconds. */
  double cpuSeconds() {
    return processes().mapToDouble(RunningDemo::cpuSeconds).sum();
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private static double cpuSeconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** CPU time and memory of each process, for people. */
  String costs() {
    Map<String, double[]> costs = new TreeMap<>();
    processes()
        .forEach(
            handle -> {
              double[] sum = costs.computeIfAbsent(name(handle), name -> new double[2]);
              sum[0] += cpuSeconds(handle);
              sum[1] += residentMib(handle);
            });
    return costs.entrySet().stream()
        .map(
            cost ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f s, %.0f MiB",
                    cost.getKey(),
                    cost.getValue()[0],
                    cost.getValue()[1]))
        .collect(Collectors.joining("; "));
  }

  private static String name(ProcessHandle handle) {
    String line = handle.info().commandLine().orElse("");
    if (line.contains("signer-1.yaml")) {
      return "signers";
    }
    if (line.contains("setoff.yaml")) {
      return "gateway";
    }
    if (line.contains("io.setoff.cli")) {
      return "command line";
    }
    return line.contains("devnet.mjs") || line.contains("supervise.mjs") ? "devnet" : "anvil";
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

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
