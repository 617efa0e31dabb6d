package io.setoff.gateway.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.thread.SharedThreads;
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

  /** The status of a failure. What we did not foresee is logged and tells the client nothing. */
  static StatusRuntimeException status(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
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
