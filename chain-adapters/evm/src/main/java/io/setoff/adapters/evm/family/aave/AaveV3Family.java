package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import java.util.List;

/** Markets of Aave v3 and its forks. */
public final class AaveV3Family implements EvmFamily {
  private static final String POOL = "pool";
  private static final String CONFIGURATOR = "configurator";

  @Override
  public String family() {
    return "aave-v3";
  }

  @Override
  public List<ConfigKey> keys() {
    return List.of(
        ConfigKey.contract(POOL, "the Pool proxy"),
        ConfigKey.contract(CONFIGURATOR, "the PoolConfigurator proxy"));
  }

  @Override
  public EvmVenue create(Deployment deployment, TokenDirectory tokens) {
    ConfigValues values = deployment.values();
    return new AaveV3(deployment.venue(), values.text(POOL), values.text(CONFIGURATOR), tokens);
  }
}
