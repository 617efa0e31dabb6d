package io.setoff.gateway.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.setoff.gateway.compute.Futures;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.thread.SharedThreads;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Answers calls, whatever happens: an unanswered call would leave its client hanging. A client that
 * goes away, or whose deadline passes, takes its call with it.
 */
final class Calls {
  private static final Logger LOG = Logger.getLogger(Calls.class);

  private Calls() {}

  static <T> void answer(StreamObserver<T> observer, Supplier<CompletableFuture<T>> method) {
    assert SharedThreads.mayBeKeptBusy();
    CompletableFuture<T> answer;
    try {
      answer = method.get();
    } catch (RuntimeException e) {
      observer.onError(status(e));
      return;
    }
    if (observer instanceof ServerCallStreamObserver<T> call) {
      call.setOnCancelHandler(() -> answer.cancel(false));
    }
    give(observer, answer);
  }

  /**
   * The same for a call that the event loop has taken: a thread that may be kept busy begins it.
   */
  static <T> void answerElsewhere(
      StreamObserver<T> observer, Supplier<CompletableFuture<T>> method) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (observer instanceof ServerCallStreamObserver<T> call) {
      call.setOnCancelHandler(() -> answer.cancel(false));
    }
    give(observer, answer);
    // Begun last: otherwise it could be done by now, and the event loop would write the answer.
    Infrastructure.getDefaultExecutor()
        .execute(
            () -> {
              if (!answer.isDone()) {
                begin(method, answer);
              }
            });
  }

  private static <T> void begin(
      Supplier<CompletableFuture<T>> method, CompletableFuture<T> answer) {
    try {
      Futures.pass(method.get(), answer);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static <T> void give(StreamObserver<T> observer, CompletableFuture<T> answer) {
    var _ =
        answer.whenComplete(
            (response, error) -> {
              if (error instanceof CancellationException) {
                return;
              }
              if (error == null) {
                assert SharedThreads.mayBeKeptBusy();
                observer.onNext(response);
                observer.onCompleted();
              } else {
                observer.onError(status(error));
              }
            });
  }

  /** What a future failed of. */
  static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** The status of a failure. What we did not foresee is logged and tells the client nothing. */
  static StatusRuntimeException status(Throwable error) {
    Throwable cause = cause(error);
    if (cause instanceof RequestException refused) {
      Status status =
          switch (refused.code()) {
            case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case FAILED_PRECONDITION -> Status.FAILED_PRECONDITION;
            case RESOURCE_EXHAUSTED -> Status.RESOURCE_EXHAUSTED;
            case DEADLINE_EXCEEDED -> Status.DEADLINE_EXCEEDED;
            case UNAVAILABLE -> Status.UNAVAILABLE;
          };
      return status.withDescription(refused.getMessage()).asRuntimeException();
    }
    LOG.error("a call failed", cause);
    return Status.INTERNAL.withDescription("internal error, see the log").asRuntimeException();
  }
}
