package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.QueryService;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.smallrye.common.annotation.Blocking;

/** {@code setoff.v1.ExposureService}. */
@GrpcService
@Blocking
public class ExposureGrpc extends ExposureServiceGrpc.ExposureServiceImplBase {
  private final QueryService queries;

  public ExposureGrpc(QueryService queries) {
    this.queries = queries;
  }

  @Override
  public void getExposure(
      GetExposureRequest request, StreamObserver<GetExposureResponse> observer) {
    Calls.answer(observer, () -> queries.getExposure(request));
  }
}
