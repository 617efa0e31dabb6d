package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.ListPublicationsResponse;
import io.setoff.v1.OracleServiceGrpc;
import java.util.concurrent.CompletableFuture;

/** {@code setoff.v1.OracleService}. */
@GrpcService
public class OracleGrpc extends OracleServiceGrpc.OracleServiceImplBase {
  private final OracleRole oracle;

  OracleGrpc(OracleRole oracle) {
    this.oracle = oracle;
  }

  @Override
  public void listPublications(
      ListPublicationsRequest request, StreamObserver<ListPublicationsResponse> observer) {
    Calls.answer(
        observer, () -> CompletableFuture.completedFuture(oracle.publications().list(request)));
  }
}
