package io.setoff.bench.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server under load: its process, and the connections to it.
 *
 * @param process whose CPU time is taken
 */
record Server(ProcessHandle process, List<ManagedChannel> channels) implements AutoCloseable {
  Server {
    channels = List.copyOf(channels);
  }

  static Server at(ProcessHandle process, int port, int connections) {
    return new Server(
        process,
        Stream.generate(
                () ->
                    NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .directExecutor()
                        .build())
            .limit(connections)
            .toList());
  }

  /** CPU time until now. */
  Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the system tells no CPU time"));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
