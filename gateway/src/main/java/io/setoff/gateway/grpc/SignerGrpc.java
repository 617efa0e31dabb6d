package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.setoff.gateway.oracle.SignerRole;
import io.setoff.v1.GetSignerRequest;
import io.setoff.v1.GetSignerResponse;
import io.setoff.v1.SignEpochRequest;
import io.setoff.v1.SignEpochResponse;
import io.setoff.v1.SignerServiceGrpc;
import io.smallrye.common.annotation.Blocking;
import java.util.concurrent.CompletableFuture;

/** {@code setoff.v1.SignerService}. */
@GrpcService
@Blocking
public class SignerGrpc extends SignerServiceGrpc.SignerServiceImplBase {
  private final SignerRole role;

  public SignerGrpc(SignerRole role) {
    this.role = role;
  }

  @Override
  public void getSigner(GetSignerRequest request, StreamObserver<GetSignerResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(role.signer()));
  }

  /** Waits for this process's own answers. */
  @Override
  public void signEpoch(SignEpochRequest request, StreamObserver<SignEpochResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(role.sign(request)));
  }
}
