package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.gateway.it.FakeCollector.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Adapter, gateway, signers and publisher, each a process of its own, tell of the same trace. */
class TracesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIGNERS = 2;

  private final List<RunningGateway> running = new ArrayList<>();

  private static UnaryOperator<String> traced(FakeCollector collector) {
    return yaml -> yaml + "telemetry: { otlp: \"" + collector.url() + "\" }\n";
  }

  private static UnaryOperator<String> over(LocalRedis redis, String name) {
    return yaml ->
        Configs.replaced(
            yaml,
            "store: { path: ./" + name + " }",
            "store: { path: ./%s, redis: { hosts: [\"%s\"] } }".formatted(name, redis.url()));
  }

  private RunningGateway start(Path config, String... arguments) {
    RunningGateway process = RunningGateway.start(config, arguments);
    running.add(process);
    return process;
  }

  private RunningGateway inRole(
      Devnet devnet, LocalRedis redis, FakeCollector collector, String role) {
    return start(
        Configs.withoutOracle(
            devnet, role, yaml -> traced(collector).apply(over(redis, role).apply(yaml))),
        "--role",
        role);
  }

  private RunningGateway signer(Devnet devnet, FakeCollector collector, int number)
      throws IOException {
    String name = "signer-" + number;
    JsonNode keys = JSON.readTree(devnet.folder().resolve("keys.json").toFile());
    Path key = devnet.folder().resolve(name + ".key");
    Files.writeString(key, keys.path("signers").path(number).asText());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return start(
        Configs.edited(
            devnet,
            name,
            yaml ->
                traced(collector)
                    .apply(yaml + "roles: [signer]\nsigner: { key: ./%s.key }\n".formatted(name))));
  }

  private RunningGateway publisher(
      Devnet devnet,
      FakeCollector collector,
      RunningGateway gateway,
      List<RunningGateway> signers) {
    List<String> set = new ArrayList<>();
    devnet.deployment().path("signers").forEach(a -> set.add("\"" + a.asText() + "\""));
    String section =
        "  gateways: [%s]\n  signers: [%s]\n  signer_sets: [[%s]]\n  streams:\n"
            .formatted(
                gateway.grpcUrl(),
                signers.stream().map(RunningGateway::grpcUrl).collect(Collectors.joining(", ")),
                String.join(", ", set));
    return start(
        Configs.edited(
            devnet,
            "publisher",
            yaml -> traced(collector).apply(Configs.replaced(yaml, "  streams:\n", section))),
        "--role",
        "oracle");
  }

  private static Optional<Received> parent(List<Received> spans, Received of) {
    return spans.stream()
        .filter(other -> other.span().getSpanId().equals(of.span().getParentSpanId()))
        .findFirst();
  }

  private static List<Received> children(
      List<Received> spans, Received of, Predicate<Received> which) {
    return spans.stream()
        .filter(other -> other.span().getParentSpanId().equals(of.span().getSpanId()))
        .filter(which)
        .toList();
  }

  /** From a word in a block back to the head: who told each step. */
  private static Optional<List<Received>> way(List<Received> spans, Received word) {
    Optional<Received> epoch = parent(spans, word).filter(it -> it.is("oracle", "epoch"));
    Optional<Received> fold =
        epoch.flatMap(it -> parent(spans, it)).filter(it -> it.is("gateway", "fold"));
    Optional<Received> head =
        fold.flatMap(it -> parent(spans, it)).filter(it -> it.is("adapter", "head"));
    return head.map(it -> List.of(it, fold.orElseThrow(), epoch.orElseThrow(), word));
  }

  private static Optional<List<Received>> wayOfAWord(List<Received> spans) {
    return spans.stream()
        .filter(it -> it.is("oracle", "write") && says(it, "setoff.part", "STORE"))
        .flatMap(word -> way(spans, word).stream())
        .filter(
            way ->
                children(spans, way.get(2), it -> it.is("signer", "sign")).size() == SIGNERS
                    && way.get(2).span().getLinksCount() == 1)
        .findFirst();
  }

  private static boolean says(Received received, String key, String value) {
    return received.span().getAttributesList().stream()
        .anyMatch(it -> it.getKey().equals(key) && it.getValue().getStringValue().equals(value));
  }

  @Test
  void oneTraceGoesFromTheNewHeadToThePublishedWordThroughFiveProcesses() throws IOException {
    try (Devnet devnet = Devnet.start();
        LocalRedis redis = LocalRedis.start();
        FakeCollector collector = FakeCollector.start()) {
      try {
        devnet.play();
        inRole(devnet, redis, collector, "adapter").awaitIndexed();
        RunningGateway gateway = inRole(devnet, redis, collector, "gateway").awaitIndexed();
        List<RunningGateway> signers = new ArrayList<>();
        for (int number = 0; number < SIGNERS; number++) {
          signers.add(signer(devnet, collector, number));
        }
        publisher(devnet, collector, gateway, signers);
        List<Received> way =
            await("a word whose trace begins with a head")
                .until(() -> wayOfAWord(collector.spans()), Optional::isPresent)
                .orElseThrow();
        ByteString trace = way.getFirst().span().getTraceId();
        assertThat(way).allMatch(step -> step.span().getTraceId().equals(trace));
        assertThat(way.getFirst().span().getParentSpanId().isEmpty()).isTrue();
        assertThat(way)
            .extracting(step -> step.span().getStartTimeUnixNano())
            .as("in the order of the way, on one machine's clock")
            .isSorted();
        Span epoch = way.get(2).span();
        assertThat(epoch.getLinks(0).getTraceId())
            .as("the other chain's block is linked")
            .isNotEqualTo(trace);
        assertThat(children(collector.spans(), way.get(2), it -> it.is("signer", "sign")))
            .allMatch(sign -> sign.span().getTraceId().equals(trace));
        assertNoAddressIsTold(devnet, collector.spans());
      } finally {
        running.forEach(RunningGateway::close);
      }
    }
  }

  private static void assertNoAddressIsTold(Devnet devnet, List<Received> spans) {
    String all = spans.stream().map(it -> it.span().toString()).collect(Collectors.joining("\n"));
    assertThat(all.toLowerCase(Locale.ROOT))
        .as("hashes of blocks have more digits")
        .doesNotContainPattern("0x[0-9a-f]{40}(?![0-9a-f])")
        .doesNotContain(devnet.account("hedged").substring(2).toLowerCase(Locale.ROOT));
  }
}
