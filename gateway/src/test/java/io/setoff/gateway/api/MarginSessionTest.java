package io.setoff.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.watch.Pull;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.PortfolioDelta;
import io.setoff.v1.Provenance;
import io.setoff.v1.WatchMarginResponse;
import io.setoff.v1.WatchPortfolioResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
                : CompletableFuture.completedFuture(MARGIN),
        new ToldMargin(new RecentMargins(0), "", ""),
        ForkJoinPool.commonPool(),
        System::nanoTime);
  }

  /** A portfolio that changes when a test says so, and a clock that stands still. */
  private static final class Blocks implements Pull<WatchPortfolioResponse> {
    private final Deque<CompletableFuture<WatchPortfolioResponse>> pulls = new ArrayDeque<>();
    private final AtomicLong now = new AtomicLong();
    private int unanswered;
    private long version;

    @Override
    public CompletableFuture<WatchPortfolioResponse> next() {
      pulls.addLast(new CompletableFuture<>());
      unanswered++;
      return pulls.getLast();
    }

    /** The newest block of each of two chains has this time. */
    void at(long one, long other) {
      assertThat(unanswered).as("one pull at a time").isOne();
      unanswered = 0;
      pulls
          .getLast()
          .complete(
              WatchPortfolioResponse.newBuilder()
                  .setVersion(++version)
                  .setDelta(PortfolioDelta.newBuilder().addAsOf(block(one)).addAsOf(block(other)))
                  .build());
    }

    private static Provenance block(long time) {
      return Provenance.newBuilder().setBlockTime(Timestamp.newBuilder().setSeconds(time)).build();
    }

    /** A session that has given its first margin, at these times. */
    MarginSession firstOf(long one, long other) {
      MarginSession margins =
          new MarginSession(
              this,
              () -> CompletableFuture.completedFuture(MARGIN),
              new ToldMargin(new RecentMargins(0), "", ""),
              ForkJoinPool.commonPool(),
              now::get);
      CompletableFuture<WatchMarginResponse> first = margins.next();
      at(one, other);
      assertThat(first.orTimeout(1, TimeUnit.MINUTES).join().getMargin())
          .as("the first margin waits for nobody")
          .isEqualTo(MARGIN);
      return margins;
    }

    @Override
    public void close() {}
  }

  @Test
  void aBlockOfOneChainWaitsForThatOfTheOther() {
    Blocks blocks = new Blocks();
    MarginSession margins = blocks.firstOf(10, 9);

    blocks.now.addAndGet(MarginSession.SETTLING.toNanos());
    CompletableFuture<WatchMarginResponse> next = margins.next();
    blocks.at(11, 10);
    assertThat(next).isNotDone();
    blocks.at(11, 11);
    assertThat(next.join().getVersion()).isEqualTo(3);
  }

  @Test
  void thereIsOneMarginASecondAtMost() {
    Blocks blocks = new Blocks();
    MarginSession margins = blocks.firstOf(10, 10);

    CompletableFuture<WatchMarginResponse> next = margins.next();
    blocks.at(11, 11);
    assertThat(next).isNotDone();
    blocks.now.addAndGet(MarginSession.SETTLING.toNanos());
    blocks.at(12, 12);
    assertThat(next.join().getVersion()).as("what was skipped is never the newest").isEqualTo(3);
  }

  @Test
  void aChainThatIsBehindIsWaitedForASecond() {
    Blocks blocks = new Blocks();
    MarginSession margins = blocks.firstOf(10, 10);

    CompletableFuture<WatchMarginResponse> next = margins.next();
    blocks.at(11, 10);
    assertThat(next.orTimeout(1, TimeUnit.MINUTES).join().getVersion()).isEqualTo(2);
    next = margins.next();
    assertThat(next).as("the change that was asked for meanwhile is not lost").isNotDone();
    blocks.now.addAndGet(MarginSession.SETTLING.toNanos());
    blocks.at(11, 11);
    assertThat(next.join().getVersion()).isEqualTo(3);
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
