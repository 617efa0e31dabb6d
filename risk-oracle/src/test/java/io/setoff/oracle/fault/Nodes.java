package io.setoff.oracle.fault;

import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Nodes of a chain, as the publisher asks them. */
final class Nodes {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Nodes() {}

  static NodeQuorum of(int quorum, URI... urls) {
    RpcSettings limits = RpcSettings.DEFAULT.withTimeout(TIMEOUT);
    return new NodeQuorum(new RpcPool("test", List.of(urls), limits), quorum);
  }
}
