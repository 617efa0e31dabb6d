package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What anybody may send, and what it may cost. */
@ExtendWith(PlayedStory.Shared.class)
class StrangersIT {
  private static final String STRANGER = "0x" + "5a".repeat(20);
  private static final String OTHER = "0x" + "5b".repeat(20);
  private static final String PAGE = "https://app.example";

  private final PlayedStory story;

  StrangersIT(PlayedStory story) {
    this.story = story;
  }

  private static String guarded(String yaml) {
    return Configs.replaced(yaml, "http: { host", "http: { origins: [\"" + PAGE + "\"], host")
        + "\ntracking: { accounts: 1, keep: 10s }\n";
  }

  @Test
  void strangersAreSoManyUntilTheyAreNotAskedForAndPagesOfOthersAreNamed() throws Exception {
    try (RunningGateway gateway = story.another("guarded", StrangersIT::guarded)) {
      watchedAccountsStay(gateway);
      namedPagesMayAsk(gateway);
    }
  }

  private void watchedAccountsStay(RunningGateway gateway) throws InterruptedException {
    Context.CancellableContext watching = Context.current().withCancellation();
    watching.run(
        () -> {
          Iterator<WatchPortfolioResponse> stream =
              gateway
                  .portfolios()
                  .watchPortfolio(WatchPortfolioRequest.newBuilder().setAccount(STRANGER).build());
          assertThat(stream.next().hasSnapshot()).isTrue();
        });
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> portfolio(gateway, OTHER));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.getStatus().getDescription()).startsWith("account: 1 accounts of eip155:");
    HttpResponse<String> rest = gateway.get("/v1/portfolios/" + OTHER);
    assertThat(rest.statusCode()).isEqualTo(429);
    assertThat(rest.body()).contains("tracking.accounts", "\"field\" : \"account\"");
    assertThat(portfolio(gateway, story.hedged()).getPortfolio().getPositionsCount()).isPositive();
    assertThat(portfolio(gateway, STRANGER).getPortfolio().getAccount()).isEqualTo(STRANGER);

    watching.cancel(null);
    await().until(() -> gateway.get("/v1/portfolios/" + OTHER).statusCode() == 200);
  }

  private static GetPortfolioResponse portfolio(RunningGateway gateway, String account) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(account).build());
  }

  private static void namedPagesMayAsk(RunningGateway gateway)
      throws IOException, InterruptedException {
    HttpResponse<String> asked = preflight(gateway, PAGE);
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Methods"))
        .hasValueSatisfying(methods -> assertThat(methods).contains("GET", "POST"));
    assertThat(
            gateway
                .get("/v1/venues", "Origin", PAGE)
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .contains(PAGE);
    for (String page : List.of("https://app.example.evil.example", "http://app.example", "null")) {
      assertThat(preflight(gateway, page).headers().firstValue("Access-Control-Allow-Origin"))
          .as(page)
          .isEmpty();
    }
  }

  private static HttpResponse<String> preflight(RunningGateway gateway, String origin)
      throws IOException, InterruptedException {
    return gateway
        .http()
        .send(
            HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/simulate"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("Origin", origin, "Access-Control-Request-Method", "POST")
                .headers("Access-Control-Request-Headers", "content-type")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void withoutOriginsNoPageOfOthersMayAsk() {
    assertThat(
            story
                .gateway()
                .get("/v1/venues", "Origin", PAGE)
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  /** Messages that are sent as they are. */
  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void bytesThatAreNoMessageAreInvalidArgumentsOfEveryMethod() {
    byte[] cutOff = {0x0a, 0x7f};
    byte[] noSuchType = {0x0f};
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    for (MethodDescriptor<?, ?> method : DeadlinesIT.methods()) {
      MethodDescriptor<byte[], byte[]> raw = method.toBuilder(new Raw(), new Raw()).build();
      for (byte[] bytes : List.of(cutOff, noSuchType, endless)) {
        StatusRuntimeException refused =
            catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                    ClientCalls.blockingServerStreamingCall(
                            story.gateway().channel(), raw, CallOptions.DEFAULT, bytes)
                        .next());
        assertThat(refused.getStatus().getCode())
            .as(method.getFullMethodName())
            .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription())
            .startsWith("the request is no message of " + method.getFullMethodName() + ": ");
      }
    }
    assertThat(story.portfolio(story.hedged()).getPositionsCount()).isPositive();
  }

  /** An answer to what a client sends that speaks HTTP by itself. */
  private String raw(String request) throws IOException {
    URI url = URI.create(story.gateway().url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPageOfSomebodyElseWhoseNamePointsHereIsMisdirected() throws IOException {
    String answer =
        raw("GET /v1/venues HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421").contains("Host: is none of http.names");
    assertThat(raw("GET /v1/venues HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("x-frame-options: deny");
  }

  /** The other end closes: reading comes to its end. */
  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
    String answer =
        raw(
            "POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{");
    assertThat(answer).doesNotContain("HTTP/1.1 200");
  }

  /** A byte a second, until the other end closes. */
  @Test
  void aHeadThatTricklesInIsNotWaitedFor() throws Exception {
    URI gateway = URI.create(story.gateway().url());
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      int bytes = 0;
      while (bytes < 60 && !isClosedAfterOneMoreByte(socket)) {
        bytes++;
      }
      assertThat(bytes).isLessThan(60);
    }
  }

  private static boolean isClosedAfterOneMoreByte(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void answersAreCompressedWhenTheyAreAskedForSo() throws Exception {
    URI venues = URI.create(story.gateway().url() + "/v1/portfolios/" + story.hedged());
    HttpResponse<byte[]> plain =
        story
            .gateway()
            .http()
            .send(HttpRequest.newBuilder(venues).build(), HttpResponse.BodyHandlers.ofByteArray());
    HttpResponse<byte[]> small =
        story
            .gateway()
            .http()
            .send(
                HttpRequest.newBuilder(venues).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(small.body().length).isLessThan(plain.body().length / 3);
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(small.body()))) {
      assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"positions\"");
    }
  }
}
