package io.setoff.gateway.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.PortfolioServiceGrpc.PortfolioServiceBlockingStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiChannelTest {

  @Test
  void everyCallToAGatewayThatHangsEnds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ManagedChannel channel =
          ApiChannel.open("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(200));
      PortfolioServiceBlockingStub stub = PortfolioServiceGrpc.newBlockingStub(channel);
      try {
        for (int call = 0; call < 2; call++) {
          assertThatThrownBy(() -> stub.listVenues(ListVenuesRequest.getDefaultInstance()))
              .isInstanceOfSatisfying(
                  StatusRuntimeException.class,
                  e ->
                      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        }
      } finally {
        channel.shutdownNow();
      }
    }
  }
}
