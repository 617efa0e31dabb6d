package io.setoff.gateway.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.RiskServices;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.GetRiskResponse;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.SimulateResponse;
import io.setoff.v1.StressRequest;
import io.setoff.v1.StressResponse;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.SuggestHedgeResponse;
import io.setoff.v1.WatchMarginRequest;
import io.setoff.v1.WatchMarginResponse;
import io.smallrye.common.annotation.Blocking;

/** {@code setoff.v1.RiskService}. */
@GrpcService
@Blocking
public class RiskGrpc extends RiskServiceGrpc.RiskServiceImplBase {
  private final RiskServices services;

  public RiskGrpc(RiskServices services) {
    this.services = services;
  }

  @Override
  public void getMargin(GetMarginRequest request, StreamObserver<GetMarginResponse> observer) {
    Calls.answer(observer, () -> services.margin().getMargin(request));
  }

  @Override
  public void listFigures(
      ListFiguresRequest request, StreamObserver<ListFiguresResponse> observer) {
    Calls.answer(observer, () -> services.figures().listFigures(request));
  }

  @Override
  public void getRisk(GetRiskRequest request, StreamObserver<GetRiskResponse> observer) {
    Calls.answer(observer, () -> services.risk().getRisk(request));
  }

  @Override
  public void simulate(SimulateRequest request, StreamObserver<SimulateResponse> observer) {
    Calls.answer(observer, () -> services.whatIf().simulate(request));
  }

  @Override
  public void stress(StressRequest request, StreamObserver<StressResponse> observer) {
    Calls.answer(observer, () -> services.risk().stress(request));
  }

  @Override
  public void suggestHedge(
      SuggestHedgeRequest request, StreamObserver<SuggestHedgeResponse> observer) {
    Calls.answer(observer, () -> services.whatIf().suggestHedge(request));
  }

  @Override
  public void watchMargin(
      WatchMarginRequest request, StreamObserver<WatchMarginResponse> observer) {
    new WatchStream<>((ServerCallStreamObserver<WatchMarginResponse>) observer)
        .start(() -> services.margin().watchMargin(request));
  }
}
