package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.setoff.v1.ClearingServiceGrpc;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.OracleServiceGrpc;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.SignerServiceGrpc;
import io.setoff.v1.TotalsServiceGrpc;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call whose deadline passes costs itself alone, of whatever method and on one connection. */
@ExtendWith(PlayedStory.Shared.class)
class DeadlinesIT {
  private static final List<Integer> DEADLINES_MS = List.of(1, 2, 5, 10, 20, 50, 100, 200);
  private static final int ROUNDS = 3;

  private final PlayedStory story;

  DeadlinesIT(PlayedStory story) {
    this.story = story;
  }

  /** Every method of every service. */
  static List<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            PortfolioServiceGrpc.getServiceDescriptor(),
            ExposureServiceGrpc.getServiceDescriptor(),
            RiskServiceGrpc.getServiceDescriptor(),
            ClearingServiceGrpc.getServiceDescriptor(),
            OracleServiceGrpc.getServiceDescriptor(),
            SignerServiceGrpc.getServiceDescriptor(),
            TotalsServiceGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods)
        .<MethodDescriptor<?, ?>>flatMap(Collection::stream)
        .toList();
  }

  @Test
  void aStreamAndOtherCallsOutliveThemOnTheSameConnection() throws Exception {
    ManagedChannel channel = story.gateway().channel();
    Iterator<WatchPortfolioResponse> stream =
        PortfolioServiceGrpc.newBlockingStub(channel)
            .watchPortfolio(
                WatchPortfolioRequest.newBuilder()
                    .setAccount(story.hedged())
                    .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                    .build());
    assertThat(stream.next().hasSnapshot()).isTrue();
    int passed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (MethodDescriptor<?, ?> method : methods()) {
        List<CompletableFuture<Status>> calls = new ArrayList<>();
        DEADLINES_MS.forEach(deadline -> calls.add(call(channel, method, deadline)));
        for (CompletableFuture<Status> call : calls) {
          Status status = call.get();
          assertThat(costsItselfAlone(status)).as(method + " " + status).isTrue();
          passed += status.getCode() == Status.Code.DEADLINE_EXCEEDED ? 1 : 0;
        }
      }
    }
    assertThat(passed).as("deadlines that have passed").isGreaterThan(methods().size());
    long version = stream.next().getVersion();
    assertThat(stream.next().getVersion()).as("the stream lives").isGreaterThanOrEqualTo(version);
    assertThat(story.portfolio(story.hedged()).getPositionsCount()).isPositive();
  }

  /** This gateway has no oracle and no key: those services say so. */
  private static boolean costsItselfAlone(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> String.valueOf(status.getDescription()).contains(": nothing is ");
      case OK, DEADLINE_EXCEEDED, INVALID_ARGUMENT -> true;
      default -> false;
    };
  }

  private CompletableFuture<Status> call(
      ManagedChannel channel, MethodDescriptor<?, ?> method, int deadline) {
    Descriptors.MethodDescriptor schema =
        ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor()))
            .getMethodDescriptor();
    DynamicMessage.Builder request = DynamicMessage.newBuilder(schema.getInputType());
    Descriptors.FieldDescriptor account = schema.getInputType().findFieldByName("account");
    if (account != null) {
      request.setField(account, story.hedged());
    }
    MethodDescriptor<DynamicMessage, DynamicMessage> any =
        method.toBuilder(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(schema.getInputType())),
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(schema.getOutputType())))
            .build();
    CompletableFuture<Status> ended = new CompletableFuture<>();
    ClientCall<DynamicMessage, DynamicMessage> call =
        channel.newCall(
            any, CallOptions.DEFAULT.withDeadlineAfter(deadline, TimeUnit.MILLISECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request.build());
    call.halfClose();
    return ended;
  }
}
