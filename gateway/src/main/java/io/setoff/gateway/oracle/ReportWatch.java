package io.setoff.gateway.oracle;

import io.setoff.gateway.watch.Pull;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.v1.GetReportResponse;
import io.setoff.v1.WatchReportsResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reports for one reader. What it has not taken when the next one comes, it never gets. */
public final class ReportWatch implements Pull<WatchReportsResponse> {
  private final Reports.Translation translation;
  private final Runnable end;
  private Optional<GetReportResponse> waiting = Optional.empty();
  private Optional<CompletableFuture<WatchReportsResponse>> reader = Optional.empty();

  ReportWatch(StreamLog log, Reports.Translation translation) {
    this.translation = translation;
    this.end = log.watch(this::signed);
    log.newest(1).forEach(this::signed);
  }

  private synchronized void signed(SignedEpoch epoch) {
    waiting = translation.of(epoch).or(() -> waiting);
    if (reader.isPresent() && waiting.isPresent()) {
      CompletableFuture<WatchReportsResponse> next = reader.get();
      reader = Optional.empty();
      next.complete(take());
    }
  }

  private WatchReportsResponse take() {
    WatchReportsResponse message =
        WatchReportsResponse.newBuilder().setReport(waiting.orElseThrow()).build();
    waiting = Optional.empty();
    return message;
  }

  @Override
  public synchronized CompletableFuture<WatchReportsResponse> next() {
    if (waiting.isPresent()) {
      return CompletableFuture.completedFuture(take());
    }
    CompletableFuture<WatchReportsResponse> next = new CompletableFuture<>();
    reader = Optional.of(next);
    return next;
  }

  @Override
  public void close() {
    end.run();
  }
}
