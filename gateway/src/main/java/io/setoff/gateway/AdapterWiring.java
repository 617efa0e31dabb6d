package io.setoff.gateway;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.kernel.spi.ChainNamespace;

/** Which adapters the application has. Everything else knows the kernel's interfaces alone. */
final class AdapterWiring {
  private AdapterWiring() {}

  /** The chains that can be configured. */
  static ChainNamespace chains() {
    return new EvmNamespace();
  }
}
