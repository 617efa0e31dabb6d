package io.setoff.adapters.evm;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.wallet.Faces;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import io.setoff.store.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  public List<Difference> contradictions(Deployment deployment, RpcPool rpc) {
    TokenDirectory tokens = new TokenDirectory(deployment.venue().chain(), Map.of());
    List<Difference> found = new ArrayList<>();
    for (EvmVenue venue : families.create(List.of(deployment), tokens)) {
      for (Reference reference : venue.references()) {
        rpc.onOne(
                session ->
                    reference.contradiction(call -> EvmRpc.newest(session, List.of(call)).get(0)))
            .map(text -> new Difference(venue.venue(), reference.expected(), text))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public List<Difference> doubles(ChainSettings settings, Set<String> holders, RpcPool rpc) {
    return rpc.onOne(session -> Faces.undeclared(session, settings, holders));
  }

  @Override
  public ChainProbe probe(RpcPool rpc) {
    return new EvmRpc(rpc);
  }
}
