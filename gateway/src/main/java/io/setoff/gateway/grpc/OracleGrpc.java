package io.setoff.gateway.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.v1.GetProofRequest;
import io.setoff.v1.GetProofResponse;
import io.setoff.v1.GetReportRequest;
import io.setoff.v1.GetReportResponse;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.ListPublicationsResponse;
import io.setoff.v1.OracleServiceGrpc;
import io.setoff.v1.WatchReportsRequest;
import io.setoff.v1.WatchReportsResponse;
import io.smallrye.common.annotation.Blocking;
import java.util.concurrent.CompletableFuture;

/** {@code setoff.v1.OracleService}. */
@GrpcService
@Blocking
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

  @Override
  public void getReport(GetReportRequest request, StreamObserver<GetReportResponse> observer) {
    Calls.answer(
        observer, () -> CompletableFuture.completedFuture(oracle.reports().report(request)));
  }

  @Override
  public void getProof(GetProofRequest request, StreamObserver<GetProofResponse> observer) {
    Calls.answer(
        observer, () -> CompletableFuture.completedFuture(oracle.reports().proof(request)));
  }

  @Override
  public void watchReports(
      WatchReportsRequest request, StreamObserver<WatchReportsResponse> observer) {
    new WatchStream<>((ServerCallStreamObserver<WatchReportsResponse>) observer)
        .start(
            () ->
                CompletableFuture.completedFuture(
                    oracle.reports().watch(request.getChain(), request.getStream())));
  }
}
