package io.setoff.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.watch.Pull;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.WatchMarginResponse;
import io.setoff.v1.WatchPortfolioResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MarginSessionTest {
  private static final GetMarginResponse MARGIN =
      GetMarginResponse.newBuilder().setAccount("0x1").build();

  private final RequestException busy =
      new RequestException(RequestException.Code.RESOURCE_EXHAUSTED, "risk", "all are busy");
  private final AtomicInteger asked = new AtomicInteger();

  /** A portfolio that changes whenever it is pulled; its margin is refused so often. */
  private MarginSession session(int refusals) {
    return new MarginSession(
        new Pull<>() {
          @Override
          public CompletableFuture<WatchPortfolioResponse> next() {
            return CompletableFuture.completedFuture(
                WatchPortfolioResponse.newBuilder().setVersion(7).build());
          }

          @Override
          public void close() {}
        },
        () ->
            asked.incrementAndGet() <= refusals
                ? CompletableFuture.failedFuture(busy)
                : CompletableFuture.completedFuture(MARGIN));
  }

  @Test
  void whileWorkersAreBusyItAsksAgain() {
    WatchMarginResponse message = session(1).next().join();
    assertThat(message.getMargin()).isEqualTo(MARGIN);
    assertThat(message.getVersion()).isEqualTo(7);
    assertThat(asked).hasValue(2);
  }

  @Test
  void onceItIsClosedItAsksNoMore() {
    MarginSession session = session(Integer.MAX_VALUE);
    CompletableFuture<WatchMarginResponse> next = session.next();
    session.close();
    assertThatThrownBy(next::join).isInstanceOf(CompletionException.class).hasCause(busy);
    assertThat(asked).hasValue(1);
  }
}
