package io.setoff.adapters.evm;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.util.List;

/** The EVM chains, {@code eip155}, with the families of protocols that the class path has. */
public final class EvmNamespace implements ChainNamespace {
  private final EvmFamilies families = EvmFamilies.installed();

  @Override
  public String address(String text) {
    return EvmAddress.parse(text);
  }

  @Override
  public List<EvmFamily> families() {
    return families.all();
  }

  @Override
  public VenueId walletOf(ChainId chain) {
    return Wallet.venueOf(chain);
  }

  @Override
  public EvmChain adapter(ChainSettings settings, RpcPool rpc) {
    return EvmChain.of(settings, families, rpc);
  }

  @Override
  public ChainProbe probe(RpcPool rpc) {
    return new EvmRpc(rpc);
  }
}
