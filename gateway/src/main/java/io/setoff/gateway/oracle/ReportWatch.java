package io.setoff.gateway.oracle;

import io.setoff.gateway.watch.Pull;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.v1.WatchReportsResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reports for one reader. What it has not taken when the next one comes, it never gets. The
 * publisher is not held up: a thread of the reader's own makes its message.
 */
public final class ReportWatch implements Pull<WatchReportsResponse> {
  private static final Executor READERS = Thread::startVirtualThread;

  private final Reports.Translation translation;
  private final Runnable end;
  private Optional<SignedEpoch> waiting = Optional.empty();
  private Optional<CompletableFuture<SignedEpoch>> reader = Optional.empty();
  private long newest = Long.MIN_VALUE;

  ReportWatch(StreamLog log, Reports.Translation translation) {
    this.translation = translation;
    this.end = log.watch(this::signed);
    log.newest(1).forEach(this::signed);
  }

  private void signed(SignedEpoch epoch) {
    if (translation.concerns(epoch)) {
      takeIn(epoch).ifPresent(next -> next.complete(epoch));
    }
  }

  /** Keeps an epoch that is newer than those before; whoever waits for it is not told here. */
  private synchronized Optional<CompletableFuture<SignedEpoch>> takeIn(SignedEpoch epoch) {
    if (epoch.proposal().number() <= newest) {
      return Optional.empty();
    }
    newest = epoch.proposal().number();
    Optional<CompletableFuture<SignedEpoch>> told = reader;
    reader = Optional.empty();
    waiting = told.isPresent() ? Optional.empty() : Optional.of(epoch);
    return told;
  }

  @Override
  public CompletableFuture<WatchReportsResponse> next() {
    return nextEpoch()
        .thenApplyAsync(
            epoch -> WatchReportsResponse.newBuilder().setReport(translation.report(epoch)).build(),
            READERS);
  }

  private synchronized CompletableFuture<SignedEpoch> nextEpoch() {
    CompletableFuture<SignedEpoch> next = new CompletableFuture<>();
    if (waiting.isPresent()) {
      next.complete(waiting.get());
      waiting = Optional.empty();
    } else {
      reader = Optional.of(next);
    }
    return next;
  }

  @Override
  public void close() {
    end.run();
  }
}
