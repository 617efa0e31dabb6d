package io.setoff.gateway.chain;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.gateway.config.GatewayConfig;
import java.util.List;

/** One chain's nodes, and what understands it. A node is asked only when something is done. */
public final class ChainAccess implements AutoCloseable {
  private final RpcPool pool;
  private final ChainAdapter adapter;

  ChainAccess(GatewayConfig.Chain config, ChainNamespace namespace) {
    pool = new RpcPool(config.id().value(), config.rpc(), config.reading().limits());
    adapter = namespace.adapter(config.settings(), pool);
  }

  public ChainAdapter adapter() {
    return adapter;
  }

  /** How its providers are doing, in order of configuration. */
  public List<ProviderStatus> providers() {
    return pool.status();
  }

  @Override
  public void close() {
    pool.close();
  }
}
