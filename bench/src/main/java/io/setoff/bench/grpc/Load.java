package io.setoff.bench.grpc;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Calls in a closed loop: as many are under way at any time as there are loops. */
final class Load {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final GetExposureRequest request;
  private final Predicate<GetExposureResponse> isRight;
  private final long[] nanos;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<String> firstFailure = new AtomicReference<>("");
  private final CountDownLatch done = new CountDownLatch(1);

  private Load(int calls, GetExposureRequest request, Predicate<GetExposureResponse> isRight) {
    this.nanos = new long[calls];
    this.request = request;
    this.isRight = isRight;
  }

  /** What came of it. */
  static final class Outcome {
    private final int failed;
    private final String firstFailure;
    private final long[] sorted;

    private Outcome(int failed, String firstFailure, long[] nanos) {
      this.failed = failed;
      this.firstFailure = firstFailure;
      this.sorted = nanos;
      Arrays.sort(sorted);
    }

    int calls() {
      return sorted.length;
    }

    /** Calls with another status than OK, or another answer. */
    int failed() {
      return failed;
    }

    /** Of those; empty when there are none. */
    String firstFailure() {
      return firstFailure;
    }

    double percentileMillis(int percent) {
      return sorted[(int) ((long) (sorted.length - 1) * percent / 100)] / 1e6;
    }

    Outcome and(Outcome other) {
      long[] all = Arrays.copyOf(sorted, sorted.length + other.sorted.length);
      System.arraycopy(other.sorted, 0, all, sorted.length, other.sorted.length);
      return new Outcome(
          failed + other.failed, firstFailure.isEmpty() ? other.firstFailure : firstFailure, all);
    }
  }

  /** Makes {@code calls} over the channels, {@code inFlight} at a time on each. */
  static Outcome run(
      List<? extends Channel> channels,
      int inFlight,
      int calls,
      GetExposureRequest request,
      Predicate<GetExposureResponse> isRight)
      throws InterruptedException {
    Load load = new Load(calls, request, isRight);
    for (Channel channel : channels) {
      for (int i = 0; i < inFlight; i++) {
        load.new Loop(ExposureServiceGrpc.newStub(channel)).next();
      }
    }
    if (!load.done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(load.ended + " of " + calls + " calls were answered");
    }
    return new Outcome(load.failed.get(), load.firstFailure.get(), load.nanos);
  }

  private final class Loop implements StreamObserver<GetExposureResponse> {
    private final ExposureServiceGrpc.ExposureServiceStub stub;
    private int call;
    private long start;
    private boolean right;

    Loop(ExposureServiceGrpc.ExposureServiceStub stub) {
      this.stub = stub;
    }

    void next() {
      call = begun.getAndIncrement();
      if (call < nanos.length) {
        right = false;
        start = System.nanoTime();
        stub.getExposure(request, this);
      }
    }

    @Override
    public void onNext(GetExposureResponse response) {
      right = isRight.test(response);
    }

    @Override
    public void onError(Throwable error) {
      end(error.toString());
    }

    @Override
    public void onCompleted() {
      end(right ? "" : "another answer");
    }

    private void end(String failure) {
      nanos[call] = System.nanoTime() - start;
      if (!failure.isEmpty()) {
        failed.incrementAndGet();
        firstFailure.compareAndSet("", failure);
      }
      if (ended.incrementAndGet() == nanos.length) {
        done.countDown();
      } else {
        next();
      }
    }
  }
}
