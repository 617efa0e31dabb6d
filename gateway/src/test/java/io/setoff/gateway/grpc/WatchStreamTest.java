package io.setoff.gateway.grpc;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.ServerCallStreamObserver;
import io.setoff.gateway.watch.Pull;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchStreamTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final CompletableFuture<String> first = new CompletableFuture<>();

  private final Pull<String> pull =
      new Pull<>() {
        @Override
        public CompletableFuture<String> next() {
          return first;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };

  /** A call whose transport takes no message any more and tells nobody. */
  private static final class Gone extends ServerCallStreamObserver<String> {
    private Runnable cancelled = () -> {};

    @Override
    public void onNext(String message) {
      throw new IllegalStateException("the stream has been closed");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      cancelled = handler;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }

  @Test
  void aClientThatTakesNoMessageAnyMoreEndsTheSubscription() {
    new WatchStream<>(new Gone()).start(() -> CompletableFuture.completedFuture(pull));
    assertThat(closed).hasValue(0);
    first.complete("a message");
    await().until(() -> closed.get() == 1);
  }

  @Test
  void aStreamThatOpensAfterItsClientHasGoneIsClosed() {
    Gone client = new Gone();
    CompletableFuture<Pull<String>> opening = new CompletableFuture<>();
    new WatchStream<>(client).start(() -> opening);
    client.cancelled.run();
    opening.complete(pull);
    assertThat(closed).hasValue(1);
    assertThat(first).isNotDone();
  }
}
