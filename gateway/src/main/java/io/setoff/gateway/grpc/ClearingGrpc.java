package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.RiskServices;
import io.setoff.v1.ClearingServiceGrpc;
import io.setoff.v1.CloseOutRequest;
import io.setoff.v1.CloseOutResponse;
import io.setoff.v1.NetRequest;
import io.setoff.v1.NetResponse;
import io.smallrye.common.annotation.Blocking;

/** {@code setoff.v1.ClearingService}. */
@GrpcService
@Blocking
public class ClearingGrpc extends ClearingServiceGrpc.ClearingServiceImplBase {
  private final RiskServices services;

  ClearingGrpc(RiskServices services) {
    this.services = services;
  }

  @Override
  public void closeOut(CloseOutRequest request, StreamObserver<CloseOutResponse> observer) {
    Calls.answer(observer, () -> services.clearing().closeOut(request));
  }

  @Override
  public void net(NetRequest request, StreamObserver<NetResponse> observer) {
    Calls.answer(observer, () -> services.clearing().net(request));
  }
}
