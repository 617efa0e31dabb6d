package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Context;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.Portfolio;
import io.setoff.v1.PortfolioDelta;
import io.setoff.v1.Position;
import io.setoff.v1.PositionState;
import io.setoff.v1.Reorg;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Live portfolios, while blocks are mined and replaced. */
@ExtendWith(MovingStory.Shared.class)
class WatchIT {
  private static Devnet devnet;
  private static DevnetChain chainA;
  private static DevnetChain chainB;
  private static RunningGateway gateway;
  private static String hedged;

  @BeforeAll
  static void start(MovingStory story) {
    devnet = story.devnet();
    chainA = story.chainA();
    chainB = story.chainB();
    gateway = story.gateway();
    hedged = story.devnet().account("hedged");
  }

  private static Iterator<WatchPortfolioResponse> watch(String account, String resumeToken) {
    return gateway
        .portfolios()
        .watchPortfolio(
            WatchPortfolioRequest.newBuilder()
                .setAccount(account)
                .setResumeToken(resumeToken)
                .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                .build());
  }

  /** A subscriber's copy, made of nothing but the stream. */
  private static final class Copy {
    private final Map<String, Position> positions = new HashMap<>();
    private String stateRoot = "";
    private long version = -1;
    private String resumeToken = "";

    void apply(WatchPortfolioResponse message) {
      assertThat(message.getVersion()).isGreaterThanOrEqualTo(version);
      if (message.hasDelta()) {
        assertThat(message.getDelta().getFromVersion()).isEqualTo(version);
      }
      version = message.getVersion();
      resumeToken = message.getResumeToken();
      switch (message.getEventCase()) {
        case SNAPSHOT -> {
          positions.clear();
          message.getSnapshot().getPositionsList().forEach(this::put);
          stateRoot = message.getSnapshot().getStateRoot();
        }
        case DELTA -> {
          message.getDelta().getPositionsList().forEach(this::put);
          stateRoot = message.getDelta().getStateRoot();
        }
        case HEARTBEAT, EVENT_NOT_SET -> {}
      }
    }

    private void put(Position position) {
      if (position.getState() == PositionState.POSITION_STATE_CLOSED) {
        assertThat(positions.remove(position.getPositionId())).as("a tombstone once").isNotNull();
      } else {
        positions.put(position.getPositionId(), position);
      }
    }

    /** Reads on until a message fits. */
    WatchPortfolioResponse until(
        Iterator<WatchPortfolioResponse> stream, Predicate<WatchPortfolioResponse> wanted) {
      while (true) {
        WatchPortfolioResponse message = stream.next();
        apply(message);
        if (wanted.test(message)) {
          return message;
        }
      }
    }

    void assertEquals(Portfolio portfolio) {
      assertThat(positions.values().stream().map(Copy::without).toList())
          .containsExactlyInAnyOrderElementsOf(
              portfolio.getPositionsList().stream().map(Copy::without).toList());
      assertThat(stateRoot).isEqualTo(portfolio.getStateRoot());
    }

    private static Position without(Position position) {
      return position.toBuilder().clearVersion().build();
    }
  }

  private static Portfolio portfolio(String account) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(account).build())
        .getPortfolio();
  }

  private static boolean shows(WatchPortfolioResponse message, DevnetChain chain, long height) {
    return message.getDelta().getAsOfList().stream()
        .anyMatch(
            block -> block.getChain().equals(chain.id().value()) && block.getHeight() >= height);
  }

  @Test
  void aCopyMadeOfTheStreamEqualsThePortfolio() {
    Iterator<WatchPortfolioResponse> stream = watch(hedged, "");
    Copy copy = new Copy();
    copy.until(stream, WatchPortfolioResponse::hasSnapshot);
    chainA.passTime(java.time.Duration.ofHours(1));
    chainB.passTime(java.time.Duration.ofHours(1));
    long headA = chainA.head();
    long headB = chainB.head();
    copy.until(stream, message -> shows(message, chainA, headA) && shows(message, chainB, headB));
    copy.assertEquals(portfolio(hedged));
    copy.until(stream, WatchPortfolioResponse::hasHeartbeat);
  }

  @Test
  void aStreamOfOneVenueIsAboutThatOneAlone() {
    String venue =
        portfolio(hedged).getPositionsList().stream()
            .map(position -> position.getVenue().getId())
            .filter(id -> id.contains("/aave-v3:"))
            .findFirst()
            .orElseThrow();
    Iterator<WatchPortfolioResponse> stream =
        gateway
            .portfolios()
            .watchPortfolio(
                WatchPortfolioRequest.newBuilder()
                    .setAccount(hedged)
                    .addVenues(venue)
                    .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                    .build());
    Copy copy = new Copy();
    copy.until(stream, WatchPortfolioResponse::hasSnapshot);
    chainA.passTime(java.time.Duration.ofHours(1));
    chainB.passTime(java.time.Duration.ofHours(1));
    long headA = chainA.head();
    long headB = chainB.head();
    copy.until(stream, message -> shows(message, chainA, headA) || shows(message, chainB, headB));
    assertThat(copy.positions.values())
        .isNotEmpty()
        .allMatch(position -> position.getVenue().getId().equals(venue));
  }

  @Test
  void aPositionThatEndsIsATombstone() {
    String frank = devnet.account("frank");
    Iterator<WatchPortfolioResponse> stream = watch(frank, "");
    Copy copy = new Copy();
    copy.until(stream, WatchPortfolioResponse::hasSnapshot);
    String weth = chainB.address("tokens/WETH");
    BigInteger all = chainB.balanceOf(chainB.head(), weth, frank);
    assertThat(all).isPositive();
    chainB
        .rpc()
        .call(
            "eth_sendTransaction",
            Map.of(
                "from", frank,
                "to", weth,
                "data", EvmCall.of(weth, "withdraw(uint256)", all).data()));
    WatchPortfolioResponse message =
        copy.until(
            stream,
            m ->
                m.getDelta().getPositionsList().stream()
                    .anyMatch(p -> p.getState() == PositionState.POSITION_STATE_CLOSED));
    assertThat(message.getDelta().getPositionsList())
        .anyMatch(
            p ->
                p.getLabel().equals("WETH")
                    && p.getState() == PositionState.POSITION_STATE_CLOSED
                    && p.getLegsCount() == 0);
    copy.assertEquals(portfolio(frank));
  }

  @Test
  void aResumedStreamStartsWithWhatChanged() {
    Iterator<WatchPortfolioResponse> first = watch(hedged, "");
    Copy copy = new Copy();
    copy.until(first, WatchPortfolioResponse::hasSnapshot);
    chainA.passTime(java.time.Duration.ofMinutes(1));
    Iterator<WatchPortfolioResponse> second = watch(hedged, copy.resumeToken);
    WatchPortfolioResponse message = copy.until(second, m -> !m.hasHeartbeat());
    assertThat(message.hasDelta()).isTrue();
    long head = chainA.head();
    if (!shows(message, chainA, head)) {
      copy.until(second, m -> shows(m, chainA, head));
    }
    copy.assertEquals(portfolio(hedged));
  }

  @Test
  void anUnknownResumeTokenGivesASnapshot() {
    assertThat(watch(hedged, "bm90IG9uZSBvZiBvdXJz").next().hasSnapshot()).isTrue();
  }

  @Test
  void aReorgIsToldAndTheCopyFollows() {
    Iterator<WatchPortfolioResponse> stream = watch(hedged, "");
    Copy copy = new Copy();
    copy.until(stream, WatchPortfolioResponse::hasSnapshot);
    gateway.awaitIndexed();
    Map<String, Object> transfer =
        Map.of("from", hedged, "to", devnet.account("keeper"), "value", "0x1");
    chainB.rpc().call("anvil_reorg", 3, List.of(List.of(transfer, 0)));
    WatchPortfolioResponse message = copy.until(stream, m -> m.getDelta().getReorgsCount() > 0);
    Reorg reorg = message.getDelta().getReorgs(0);
    assertThat(reorg.getChain()).isEqualTo("eip155:31338");
    assertThat(reorg.getDepth()).isEqualTo(3);
    assertThat(reorg.getOldHeadHash()).isNotEqualTo(reorg.getNewHeadHash());
    copy.assertEquals(portfolio(hedged));
  }

  @Test
  void oneClientThatGoesAwayDoesNotDisturbTheOthersOfItsConnection() {
    Iterator<WatchPortfolioResponse> staying = watch(hedged, "");
    assertThat(staying.next().hasSnapshot()).isTrue();
    Context.CancellableContext leaving = Context.current().withCancellation();
    leaving.run(() -> assertThat(watch(hedged, "").next().hasSnapshot()).isTrue());
    leaving.cancel(null);
    chainA.passTime(java.time.Duration.ofMinutes(1));
    long head = chainA.head();
    Copy copy = new Copy();
    Iterator<WatchPortfolioResponse> later = watch(hedged, "");
    copy.until(later, WatchPortfolioResponse::hasSnapshot);
    boolean seen = false;
    while (!seen) {
      seen = shows(staying.next(), chainA, head);
    }
  }

  @Test
  void serverSentEventsCarryTheSameMessagesAndResume() throws Exception {
    Sse first = Sse.open("");
    WatchPortfolioResponse snapshot = first.next();
    assertThat(snapshot.hasSnapshot()).isTrue();
    assertThat(first.id()).isEqualTo(snapshot.getResumeToken());
    first.close();
    chainA.passTime(java.time.Duration.ofMinutes(1));
    Sse second = Sse.open(snapshot.getResumeToken());
    WatchPortfolioResponse message = second.next();
    while (message.hasHeartbeat()) {
      message = second.next();
    }
    assertThat(message.hasDelta()).isTrue();
    PortfolioDelta delta = message.getDelta();
    assertThat(delta.getFromVersion()).isEqualTo(snapshot.getVersion());
    second.close();
  }

  /** A browser's EventSource, in a few lines. */
  private static final class Sse implements AutoCloseable {
    private final BufferedReader lines;
    private String lastId = "";

    private Sse(BufferedReader lines) {
      this.lines = lines;
    }

    static Sse open(String lastEventId) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              URI.create(gateway.url() + "/v1/portfolios/" + hedged + "/watch?heartbeat=1"));
      if (!lastEventId.isEmpty()) {
        request.header("Last-Event-ID", lastEventId);
      }
      HttpResponse<InputStream> response =
          gateway.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      return new Sse(
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    WatchPortfolioResponse next() throws Exception {
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); ; line = lines.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the stream ended");
        }
        if (line.startsWith("id:")) {
          lastId = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring(5));
        } else if (line.isEmpty() && !data.isEmpty()) {
          WatchPortfolioResponse.Builder message = WatchPortfolioResponse.newBuilder();
          JsonFormat.parser().merge(data.toString(), message);
          return message.build();
        }
      }
    }

    String id() {
      return lastId;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
