package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.QueryService;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import java.util.Optional;

/** {@code setoff.v1.ExposureService}. What is at hand is answered at once, by the event loop. */
@GrpcService
public class ExposureGrpc extends ExposureServiceGrpc.ExposureServiceImplBase {
  private final QueryService queries;

  public ExposureGrpc(QueryService queries) {
    this.queries = queries;
  }

  @Override
  public void getExposure(
      GetExposureRequest request, StreamObserver<GetExposureResponse> observer) {
    Optional<GetExposureResponse> known = queries.exposureAtHand(request);
    if (known.isPresent()) {
      observer.onNext(known.get());
      observer.onCompleted();
    } else {
      Calls.answerElsewhere(observer, () -> queries.getExposure(request));
    }
  }
}
