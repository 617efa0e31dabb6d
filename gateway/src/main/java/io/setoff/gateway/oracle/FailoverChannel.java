package io.setoff.gateway.oracle;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * Several gateways that answer the same. Each call goes to the first that is connected, else to the
 * first that may yet be; a call that fails is the caller's to make again.
 */
final class FailoverChannel extends Channel implements AutoCloseable {
  private final List<ManagedChannel> gateways;

  /**
   * Connects to each of them.
   *
   * @param gateways at least one, in order of preference
   */
  FailoverChannel(List<ManagedChannel> gateways) {
    this.gateways = List.copyOf(gateways);
    this.gateways.forEach(FailoverChannel::state);
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return chosen().newCall(method, options);
  }

  private ManagedChannel chosen() {
    return first(ConnectivityState.READY)
        .or(() -> first(ConnectivityState.CONNECTING))
        .or(() -> first(ConnectivityState.IDLE))
        .orElse(gateways.getFirst());
  }

  private Optional<ManagedChannel> first(ConnectivityState state) {
    return gateways.stream().filter(gateway -> state(gateway) == state).findFirst();
  }

  /** One that has lost its connection looks for a new one. */
  private static ConnectivityState state(ManagedChannel gateway) {
    return gateway.getState(true);
  }

  @Override
  public String authority() {
    return gateways.getFirst().authority();
  }

  @Override
  public void close() {
    gateways.forEach(ManagedChannel::shutdownNow);
  }
}
