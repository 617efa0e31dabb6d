package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Duration;
import com.google.protobuf.util.JsonFormat;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.gateway.watch.AppliedMargin;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.MarginView;
import io.setoff.v1.WatchMarginRequest;
import io.setoff.v1.WatchMarginResponse;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live margin, while blocks are mined. */
@ExtendWith(MovingStory.Shared.class)
class MarginWatchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DELTAS = 4;

  private static DevnetChain chainA;
  private static RunningGateway gateway;
  private static String hedged;

  @BeforeAll
  static void start(MovingStory story) {
    chainA = story.chainA();
    gateway = story.gateway();
    hedged = story.devnet().account("hedged");
  }

  private static Iterator<WatchMarginResponse> watch(String resumeToken) {
    return gateway
        .risk()
        .watchMargin(
            WatchMarginRequest.newBuilder()
                .setAccount(hedged)
                .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                .setResumeToken(resumeToken)
                .build());
  }

  /** The answer after a message. */
  private static GetMarginResponse after(GetMarginResponse before, WatchMarginResponse message) {
    return switch (message.getEventCase()) {
      case MARGIN -> message.getMargin();
      case DELTA -> AppliedMargin.apply(before, message.getDelta());
      default -> before;
    };
  }

  @Test
  void aBlockThatMovesInterestMovesTheMargin() {
    Iterator<WatchMarginResponse> stream = watch("");
    WatchMarginResponse first = stream.next();
    MarginView before = first.getMargin().getView();
    assertThat(first.getMargin().getAccount()).isEqualTo(hedged);
    chainA.passTime(java.time.Duration.ofHours(5));
    long head = chainA.head();
    WatchMarginResponse later = stream.next();
    GetMarginResponse answer = after(first.getMargin(), later);
    while (!shows(answer.getView(), head)) {
      later = stream.next();
      answer = after(answer, later);
    }
    assertThat(later.getVersion()).isGreaterThan(first.getVersion());
    assertThat(answer.getView().getBasis().getStamp().getInputHash())
        .isNotEqualTo(before.getBasis().getStamp().getInputHash());
    assertThat(Double.parseDouble(answer.getView().getTotals().getEquityUsd()))
        .isNotEqualTo(Double.parseDouble(before.getTotals().getEquityUsd()));
    while (!later.hasHeartbeat()) {
      later = stream.next();
      answer = after(answer, later);
    }
    String token = later.getResumeToken();
    assertThat(token).isEqualTo(MarginTokens.of(MarginTokens.version(token), answer));
  }

  @Test
  void aStreamIsResumedWithWhatIsOtherSinceThen() {
    WatchMarginResponse first = watch("").next();
    chainA.passTime(java.time.Duration.ofSeconds(1));
    Iterator<WatchMarginResponse> resumed = watch(first.getResumeToken());
    WatchMarginResponse next = resumed.next();
    assertThat(next.getDelta().getFromVersion()).isEqualTo(first.getVersion());
    assertThat(next.getVersion()).isGreaterThanOrEqualTo(first.getVersion());
    assertThat(next.getResumeToken())
        .isEqualTo(MarginTokens.of(next.getVersion(), after(first.getMargin(), next)));
    assertThat(watch("nonsense").next().hasMargin()).isTrue();
  }

  /**
   * Node's own clients, of gRPC and of server-sent events, apply deltas as the example does: to the
   * byte they have what the gateway has.
   */
  @ParameterizedTest
  @ValueSource(strings = {"grpc", "sse"})
  void whoAppliesTheDeltasHasTheWholeAnswer(String way) throws Exception {
    String at = way.equals("grpc") ? URI.create(gateway.grpcUrl()).getAuthority() : gateway.url();
    Process node =
        new ProcessBuilder("node", "src/test/page/streams.mjs", way, at, hedged)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long whole = 0;
    List<Integer> deltas = new ArrayList<>();
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      while (deltas.size() < DELTAS) {
        JsonNode told = JSON.readTree(lines.readLine());
        GetMarginResponse answer = MarginTokens.read(told.path("answer"));
        String token = told.path("token").asText();
        assertThat(token).isEqualTo(MarginTokens.of(MarginTokens.version(token), answer));
        switch (told.path("event").asText()) {
          case "margin" -> whole = told.path("bytes").asInt();
          case "delta" -> deltas.add(told.path("bytes").asInt());
          default -> chainA.passTime(java.time.Duration.ofSeconds(1));
        }
      }
    } finally {
      node.destroy();
    }
    System.out.printf("margin by %s: %d bytes whole, then %s%n", way, whole, deltas);
    assertThat(deltas.stream().mapToInt(bytes -> bytes).average().orElseThrow())
        .isLessThan(whole / 2.0);
  }

  private static boolean shows(MarginView view, long height) {
    return view.getBasis().getAsOfList().stream()
        .anyMatch(
            block -> block.getChain().equals(chainA.id().value()) && block.getHeight() >= height);
  }

  @Test
  void serverSentEventsCarryTheSameMessages() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(gateway.url() + "/v1/margin/" + hedged + "/watch?heartbeat=1"))
            .build();
    HttpResponse<InputStream> response =
        gateway.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(after("event:", lines)).isEqualTo("margin");
      WatchMarginResponse.Builder message = WatchMarginResponse.newBuilder();
      JsonFormat.parser().merge(after("data:", lines), message);
      assertThat(message.getMargin().getView().getAttributionCount()).isPositive();
      String token = after("id:", lines);
      assertThat(token).isEqualTo(message.getResumeToken());
      assertThat(after("event:", lines)).isEqualTo("heartbeat");
    }
    assertThat(gateway.get("/v1/margin/" + hedged + "/watch?heartbeat=0").statusCode())
        .isEqualTo(400);
  }

  /** The rest of the next line that starts so. */
  private static String after(String start, BufferedReader lines) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length()).strip();
      }
    }
    throw new IllegalStateException("the stream ended");
  }
}
