package io.setoff.bench.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code setoff demo --json}, after everything was compared, while the chains go on. */
final class RunningDemo implements AutoCloseable {
  private static final Pattern GRPC = Pattern.compile("gRPC at (http://\\S+)");
  private static final String UP = "Ctrl-C ends everything";
  private static final String HEDGED = "hedged";

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

  /** Of all its processes until now. */
  Costs costs() {
    return Costs.of(Stream.concat(Stream.of(process.toHandle()), process.descendants()));
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
