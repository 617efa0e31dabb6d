package io.setoff.bench.grpc;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peer: plain grpc-java on its direct executor, which gives the same answer to every call and
 * does nothing else. It prints its port, and ends with its standard input.
 */
final class EchoServer {
  private EchoServer() {}

  /**
   * Serves.
   *
   * @param args file with the answer, as protobuf
   */
  public static void main(String... args) throws IOException {
    GetExposureResponse answer =
        GetExposureResponse.parseFrom(Files.readAllBytes(Path.of(args[0])));
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new Echo(answer))
            .build()
            .start();
    System.out.println(server.getPort());
    var _ = System.in.read();
    server.shutdownNow();
  }

  private static final class Echo extends ExposureServiceGrpc.ExposureServiceImplBase {
    private final GetExposureResponse answer;

    Echo(GetExposureResponse answer) {
      this.answer = answer;
    }

    @Override
    public void getExposure(
        GetExposureRequest request, StreamObserver<GetExposureResponse> observer) {
      observer.onNext(answer);
      observer.onCompleted();
    }
  }
}
