package io.setoff.gateway.oracle;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListAccountsResponse;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.PortfolioServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverChannelTest {

  private static Server gateway(String name, int port) throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .addService(
            new PortfolioServiceGrpc.PortfolioServiceImplBase() {
              @Override
              public void listAccounts(
                  ListAccountsRequest request, StreamObserver<ListAccountsResponse> answer) {
                answer.onNext(
                    ListAccountsResponse.newBuilder()
                        .addAccounts(NamedAccount.newBuilder().setLabel(name))
                        .build());
                answer.onCompleted();
              }
            })
        .build()
        .start();
  }

  private static String asked(FailoverChannel channel) {
    return PortfolioServiceGrpc.newBlockingStub(channel)
        .listAccounts(ListAccountsRequest.getDefaultInstance())
        .getAccounts(0)
        .getLabel();
  }

  private static void awaitAnswer(FailoverChannel channel, String name) {
    await()
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> asked(channel).equals(name));
  }

  @Test
  void theOtherGatewayIsAskedUntilTheFirstIsBack() throws IOException, InterruptedException {
    Server first = gateway("first", 0);
    int port = first.getPort();
    Server second = gateway("second", 0);
    try (FailoverChannel channel =
        new FailoverChannel(
            List.of(
                ApiChannel.open("127.0.0.1", port),
                ApiChannel.open("127.0.0.1", second.getPort())))) {
      awaitAnswer(channel, "first");
      first.shutdownNow().awaitTermination();
      awaitAnswer(channel, "second");
      for (int call = 0; call < 20; call++) {
        assertThat(asked(channel)).isEqualTo("second");
      }
      first = gateway("first", port);
      awaitAnswer(channel, "first");
    } finally {
      first.shutdownNow();
      second.shutdownNow();
    }
  }
}
