package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import java.util.List;

/** Deployments of Uniswap v3 and its forks. */
public final class UniswapV3Family implements EvmFamily {
  private static final String FACTORY = "factory";
  private static final String POSITION_MANAGER = "position_manager";

  @Override
  public String family() {
    return "uniswap-v3";
  }

  @Override
  public List<ConfigKey> keys() {
    return List.of(
        ConfigKey.contract(FACTORY, "the UniswapV3Factory"),
        ConfigKey.contract(POSITION_MANAGER, "the NonfungiblePositionManager"));
  }

  @Override
  public EvmVenue create(Deployment deployment, TokenDirectory tokens) {
    ConfigValues values = deployment.values();
    return new UniswapV3(
        deployment.venue(), values.text(FACTORY), values.text(POSITION_MANAGER), tokens);
  }
}
