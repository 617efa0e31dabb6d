package io.setoff.gateway.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.TotalsService;
import io.setoff.v1.GetTotalsRequest;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.TotalsServiceGrpc;
import io.setoff.v1.WatchTotalsRequest;
import io.setoff.v1.WatchTotalsResponse;
import io.smallrye.common.annotation.Blocking;

/** {@code setoff.v1.TotalsService}. */
@GrpcService
@Blocking
public class TotalsGrpc extends TotalsServiceGrpc.TotalsServiceImplBase {
  private final TotalsService totals;

  public TotalsGrpc(TotalsService totals) {
    this.totals = totals;
  }

  @Override
  public void getTotals(GetTotalsRequest request, StreamObserver<GetTotalsResponse> observer) {
    Calls.answer(observer, () -> totals.getTotals(request));
  }

  @Override
  public void watchTotals(
      WatchTotalsRequest request, StreamObserver<WatchTotalsResponse> observer) {
    new WatchStream<>((ServerCallStreamObserver<WatchTotalsResponse>) observer)
        .start(() -> totals.watchTotals(request));
  }
}
