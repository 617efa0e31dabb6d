package io.setoff.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
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
  private final Tracer tracer;

  public SignerGrpc(SignerRole role, Tracer tracer) {
    this.role = role;
    this.tracer = tracer;
  }

  @Override
  public void getSigner(GetSignerRequest request, StreamObserver<GetSignerResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(role.signer()));
  }

  /** Waits for this process's own answers. */
  @Override
  public void signEpoch(SignEpochRequest request, StreamObserver<SignEpochResponse> observer) {
    Calls.answer(observer, () -> CompletableFuture.completedFuture(sign(request)));
  }

  private SignEpochResponse sign(SignEpochRequest request) {
    Span span =
        tracer
            .spanBuilder("sign")
            .setParent(GrpcTraces.caller())
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      SignEpochResponse response = role.sign(request);
      if (response.hasRefusal()) {
        span.setAttribute("setoff.refusal", response.getRefusal().getReason().name());
      }
      return response;
    } finally {
      span.end();
    }
  }
}
