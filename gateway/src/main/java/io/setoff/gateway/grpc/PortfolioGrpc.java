package io.setoff.gateway.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.api.DirectoryService;
import io.setoff.gateway.api.QueryService;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListAccountsResponse;
import io.setoff.v1.ListBlocksRequest;
import io.setoff.v1.ListBlocksResponse;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import io.smallrye.common.annotation.Blocking;
import java.util.concurrent.CompletableFuture;

/** {@code setoff.v1.PortfolioService}. */
@GrpcService
@Blocking
public class PortfolioGrpc extends PortfolioServiceGrpc.PortfolioServiceImplBase {
  private final QueryService queries;
  private final DirectoryService directory;

  public PortfolioGrpc(QueryService queries, DirectoryService directory) {
    this.directory = directory;
    this.queries = queries;
  }

  @Override
  public void getPortfolio(
      GetPortfolioRequest request, StreamObserver<GetPortfolioResponse> observer) {
    Calls.answer(observer, () -> queries.getPortfolio(request));
  }

  @Override
  public void watchPortfolio(
      WatchPortfolioRequest request, StreamObserver<WatchPortfolioResponse> observer) {
    new WatchStream<>((ServerCallStreamObserver<WatchPortfolioResponse>) observer)
        .start(() -> queries.watchPortfolio(request));
  }

  @Override
  public void listVenues(ListVenuesRequest request, StreamObserver<ListVenuesResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(directory.listVenues()));
  }

  @Override
  public void listBlocks(ListBlocksRequest request, StreamObserver<ListBlocksResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(directory.listBlocks()));
  }

  @Override
  public void listAccounts(
      ListAccountsRequest request, StreamObserver<ListAccountsResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(directory.listAccounts()));
  }
}
