package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.util.JsonFormat;
import io.setoff.adapters.evm.devnet.DevnetChain;
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
import java.util.Iterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Live margin, while blocks are mined. */
@ExtendWith(MovingStory.Shared.class)
class MarginWatchIT {
  private static DevnetChain chainA;
  private static RunningGateway gateway;
  private static String hedged;

  @BeforeAll
  static void start(MovingStory story) {
    chainA = story.chainA();
    gateway = story.gateway();
    hedged = story.devnet().account("hedged");
  }

  @Test
  void aBlockThatMovesInterestMovesTheMargin() {
    Iterator<WatchMarginResponse> stream =
        gateway
            .risk()
            .watchMargin(
                WatchMarginRequest.newBuilder()
                    .setAccount(hedged)
                    .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                    .build());
    WatchMarginResponse first = stream.next();
    assertThat(first.getMargin().getAccount()).isEqualTo(hedged);
    chainA.passTime(java.time.Duration.ofHours(5));
    long head = chainA.head();
    WatchMarginResponse later = stream.next();
    while (!shows(later.getMargin().getView(), head)) {
      later = stream.next();
    }
    assertThat(later.getVersion()).isGreaterThan(first.getVersion());
    assertThat(later.getMargin().getView().getBasis().getStamp().getInputHash())
        .isNotEqualTo(first.getMargin().getView().getBasis().getStamp().getInputHash());
    assertThat(Double.parseDouble(later.getMargin().getView().getTotals().getEquityUsd()))
        .isNotEqualTo(Double.parseDouble(first.getMargin().getView().getTotals().getEquityUsd()));
    while (!later.hasHeartbeat()) {
      later = stream.next();
    }
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
