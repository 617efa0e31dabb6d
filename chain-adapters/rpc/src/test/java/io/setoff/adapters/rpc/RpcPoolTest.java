package io.setoff.adapters.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcPoolTest {
  private static RpcPool pool(StubProvider... providers) {
    return new RpcPool("chain", List.of(providers).stream().map(StubProvider::url).toList());
  }

  @Test
  void repliesAreInTheOrderOfTheCallsWhateverTheProviderDoes() {
    try (StubProvider provider = StubProvider.echo();
        RpcPool pool = pool(provider)) {
      List<RpcCall> calls = IntStream.range(0, 250).mapToObj(i -> RpcCall.of("echo", i)).toList();
      assertThat(pool.batch(calls))
          .extracting(reply -> reply.orThrow("echo").asInt())
          .isEqualTo(IntStream.range(0, 250).boxed().toList());
      assertThat(provider.requests()).as("chunks of 100").isEqualTo(3);
      assertThat(pool.call("echo", "one").asText()).isEqualTo("one");
      assertThat(provider.wasAskedToUpgrade()).as("a node without TLS speaks HTTP/1.1").isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | ''                                        | answers HTTP 503",
        "200 | ''                                        | gives no JSON-RPC answer",
        "200 | <html>                                    | does not answer with JSON",
        "200 | {\"id\":0                                 | does not answer with JSON",
        "200 | {\"id\":7,\"result\":1}                   | gives no JSON-RPC answer",
        "200 | {\"id\":0}                                | gives no JSON-RPC answer",
        "200 | [1,2]                                     | gives no JSON-RPC answer",
        "200 | {\"id\":0,\"error\":{\"code\":-32000,\"message\":\"header not found\"}} | header not"
            + " found"
      })
  void whatIsNotAnAnswerIsAnErrorThatTellsNoSecret(int status, String body, String message) {
    try (StubProvider provider = StubProvider.always(status, body);
        RpcPool pool = pool(provider)) {
      assertThatThrownBy(() -> pool.call("eth_blockNumber"))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining(message)
          .hasMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                               | leaves a call of a batch unanswered",
        "[{\"id\":0,\"result\":1},{\"id\":0,\"result\":1}] | answers a call of a batch twice"
      })
  void aBatchIsAnsweredWholeOrNotAtAll(String body, String message) {
    try (StubProvider provider = StubProvider.always(200, body);
        RpcPool pool = pool(provider)) {
      assertThatThrownBy(() -> pool.batch(List.of(RpcCall.of("a"), RpcCall.of("b"))))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void anErrorForAllIsAnErrorOfEach() {
    try (StubProvider provider =
            StubProvider.always(200, "{\"error\":{\"code\":-32603,\"message\":\"no\"}}");
        RpcPool pool = pool(provider)) {
      assertThat(pool.batch(List.of(RpcCall.of("a"), RpcCall.of("b"))))
          .containsOnly(new RpcReply.Failure(-32603, "no"));
    }
  }

  @Test
  void anErrorOfOneCallOfABatchIsThatCallsAlone() {
    try (StubProvider provider =
            StubProvider.always(
                200,
                "[{\"id\":1,\"error\":{\"code\":3,\"message\":\"execution reverted\"}},"
                    + "{\"id\":0,\"result\":null}]");
        RpcPool pool = pool(provider)) {
      List<RpcReply> replies = pool.batch(List.of(RpcCall.of("a"), RpcCall.of("b")));
      assertThat(replies.get(0).orThrow("a").isNull()).isTrue();
      assertThat(replies.get(1)).isEqualTo(new RpcReply.Failure(3, "execution reverted"));
    }
  }

  @Test
  void theNextProviderAnswersAndStaysTheFirstChoice() {
    try (StubProvider down = StubProvider.always(503, "");
        StubProvider up = StubProvider.echo();
        RpcPool pool = pool(down, up)) {
      IntStream.range(0, 10).forEach(i -> assertThat(pool.call("echo", i).asInt()).isEqualTo(i));
      assertThat(down.requests()).isEqualTo(1);
      assertThat(up.requests()).isEqualTo(10);

      up.script(request -> new StubProvider.Answer(503, ""));
      down.script(request -> new StubProvider.Answer(200, "{\"id\":0,\"result\":\"back\"}"));
      assertThat(pool.call("echo").asText()).isEqualTo("back");
    }
  }

  @Test
  void aProviderThatKeepsFailingIsLeftAlone() {
    try (StubProvider down = StubProvider.always(503, "");
        RpcPool pool = pool(down)) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> pool.call("eth_blockNumber"))
            .isInstanceOf(RpcUnavailableException.class);
      }
      assertThat(down.requests()).isLessThan(10);
      assertThatThrownBy(() -> pool.call("eth_blockNumber"))
          .hasMessageContaining("the last failure: http://127.0.0.1:")
          .hasMessageEndingWith("answers HTTP 503");
    }
  }

  @Test
  void aProviderThatIsNotThereIsNamed() {
    try (RpcPool pool = new RpcPool("chain", List.of(URI.create("http://127.0.0.1:1/key")))) {
      assertThatThrownBy(() -> pool.call("eth_blockNumber"))
          .hasMessageContaining("http://127.0.0.1:1 cannot be reached");
    }
  }

  /** As at the end of a process: not a fault that halts an index. */
  @Test
  void anInterruptIsAnAnswerThatDidNotCome() {
    try (StubProvider provider = StubProvider.echo();
        RpcPool pool = pool(provider)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> pool.call("echo"))
          .isInstanceOf(RpcUnavailableException.class)
          .hasMessage("interrupted");
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
  }

  /** Asks to be left alone. */
  private record Busy(long seconds) implements RpcTransport {
    @Override
    public String name() {
      return "busy";
    }

    @Override
    public InputStream post(byte[] body) {
      throw new RpcBusyException("busy says no", Optional.of(Duration.ofSeconds(seconds)));
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "299, 299", "300, 300", "301, 300", "999999999, 300"})
  void aProviderIsLeftAloneAsLongAsItAsksWithinReasonAndItsStatusSaysSo(long asked, long seconds) {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (RpcPool pool =
        RpcPool.over("chain", List.of(new Busy(asked)), RpcSettings.DEFAULT, now::get)) {
      assertThat(pool.status().getFirst().notAsked()).isEmpty();
      String paused = "paused for " + seconds + " s more, as it asked";
      assertThatThrownBy(() -> pool.call("a")).hasMessageContaining("busy is " + paused);
      assertThat(pool.status().getFirst().notAsked()).contains(paused);
      now.set(Instant.EPOCH.plusSeconds(seconds).minusMillis(1));
      assertThat(pool.status().getFirst().notAsked()).contains("paused for 1 s more, as it asked");
      now.set(Instant.EPOCH.plusSeconds(seconds));
      assertThat(pool.status().getFirst().notAsked()).isEmpty();
    }
  }

  /** Does what a test says. */
  private record Acting(Supplier<InputStream> act) implements RpcTransport {
    @Override
    public String name() {
      return "acting";
    }

    @Override
    public InputStream post(byte[] body) {
      return act.get();
    }
  }

  /** A breaker that tries again permits one request: its end must be heard of, whatever it is. */
  @Test
  void anErrorWhileAProviderIsTriedAgainDoesNotPutItOutOfUseForEver() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    AtomicReference<Supplier<InputStream>> act =
        new AtomicReference<>(
            () -> {
              throw new RpcUnavailableException("down");
            });
    Acting acting = new Acting(() -> act.get().get());
    try (RpcPool pool = RpcPool.over("chain", List.of(acting), RpcSettings.DEFAULT, now::get)) {
      for (int i = 0; i < 20 && !isLeftAlone(pool); i++) {
        assertThatThrownBy(() -> pool.call("a")).isInstanceOf(RpcUnavailableException.class);
      }
      assertThat(isLeftAlone(pool)).isTrue();
      now.set(now.get().plusSeconds(10));
      act.set(
          () -> {
            throw new StackOverflowError("a fault of ours");
          });
      assertThatThrownBy(() -> pool.call("a")).isInstanceOf(StackOverflowError.class);
      now.set(now.get().plusSeconds(10));
      act.set(
          () ->
              new ByteArrayInputStream(
                  "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"back\"}".getBytes(UTF_8)));
      assertThat(pool.call("a").asText()).isEqualTo("back");
    }
  }

  private static boolean isLeftAlone(RpcPool pool) {
    try {
      pool.call("a");
      return false;
    } catch (RpcUnavailableException e) {
      return String.valueOf(e.getMessage()).contains("left alone");
    }
  }
}
