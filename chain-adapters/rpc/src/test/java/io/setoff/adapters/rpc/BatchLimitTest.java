package io.setoff.adapters.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLimitTest {
  private static StubProvider capped(int most, int status, String words, AtomicInteger refusals) {
    return new StubProvider(
        request -> {
          if (request.isArray() && request.size() > most) {
            refusals.incrementAndGet();
            return new StubProvider.Answer(
                status,
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"%s\"}}"
                    .formatted(words));
          }
          return new StubProvider.Answer(200, echo(request));
        });
  }

  private static String echo(JsonNode request) {
    if (!request.isArray()) {
      return "{\"id\":%s,\"result\":%s}".formatted(request.get("id"), request.at("/params/0"));
    }
    return IntStream.range(0, request.size())
        .mapToObj(i -> echo(request.get(i)))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 400, batch of more than 10 requests not allowed",
    "10, 200, too many requests in one batch",
    "3, 200, batch size exceeded",
    "3, 413, batch too large",
    "1, 200, batches are not supported",
    "1, 400, no"
  })
  void theMostThatAProviderTakesAtOnceIsLearned(int most, int status, String words) {
    AtomicInteger refusals = new AtomicInteger();
    try (StubProvider provider = capped(most, status, words, refusals);
        RpcPool pool = new RpcPool("chain", List.of(provider.url()))) {
      List<RpcCall> calls = IntStream.range(0, 25).mapToObj(i -> RpcCall.of("echo", i)).toList();
      for (int round = 0; round < 2; round++) {
        assertThat(pool.batch(calls))
            .extracting(reply -> reply.orThrow("echo").asInt())
            .isEqualTo(IntStream.range(0, 25).boxed().toList());
      }
      assertThat(refusals).as("it is not asked for as much again and again").hasValueLessThan(8);
      assertThat(pool.status().getFirst().notAsked()).isEmpty();
    }
  }

  @Test
  void aRefusalThatWasNoLimitIsForgotten() {
    BatchLimit limit = new BatchLimit();
    limit.refused(100, "internal error");
    assertThat(limit.calls()).isEqualTo(50);
    IntStream.range(0, 32).forEach(i -> limit.answered(50));
    assertThat(limit.calls()).isEqualTo(100);
  }

  @Test
  void aLimitIsTriedLessAndLessOften() {
    BatchLimit limit = new BatchLimit();
    limit.refused(100, "at most 10 calls");
    assertThat(limit.calls()).isEqualTo(10);
    IntStream.range(0, 32).forEach(i -> limit.answered(10));
    assertThat(limit.calls()).isEqualTo(20);
    limit.refused(20, "at most 10 calls");
    IntStream.range(0, 63).forEach(i -> limit.answered(10));
    assertThat(limit.calls()).isEqualTo(10);
    limit.answered(10);
    assertThat(limit.calls()).isEqualTo(20);
  }
}
