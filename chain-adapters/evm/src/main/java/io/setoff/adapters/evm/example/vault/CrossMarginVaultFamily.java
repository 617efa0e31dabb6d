package io.setoff.adapters.evm.example.vault;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.Deployment;
import java.util.List;

/** Deployments of the example vault: the shortest family there is, to start another one from. */
public final class CrossMarginVaultFamily implements EvmFamily {
  private static final String VAULT = "vault";

  @Override
  public String family() {
    return "cross-margin-vault";
  }

  @Override
  public List<ConfigKey> keys() {
    return List.of(ConfigKey.contract(VAULT, "the CrossMarginVault"));
  }

  @Override
  public EvmVenue create(Deployment deployment, TokenDirectory tokens) {
    return new CrossMarginVault(deployment.venue(), deployment.values().text(VAULT), tokens);
  }
}
