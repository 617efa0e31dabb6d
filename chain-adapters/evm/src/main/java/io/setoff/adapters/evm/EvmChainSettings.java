package io.setoff.adapters.evm;

import io.setoff.adapters.evm.chainlink.ChainlinkFeeds;
import io.setoff.adapters.evm.family.perp.PerpMarket;
import io.setoff.adapters.evm.family.perp.PerpV2Contracts;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to read on one EVM chain. All addresses are canonical.
 *
 * @param chain which chain
 * @param nativeSymbol of its coin, for display
 * @param nativeDecimals of its coin
 * @param tokenSymbols of the tokens that wallets hold, by address
 * @param wrappedNative those of the tokens that work like WETH9
 * @param aave Aave v3 markets
 * @param uniswap Uniswap v3 deployments
 * @param perp Perp v2 deployments
 * @param vaults CrossMarginVaults
 * @param feeds price feeds
 */
public record EvmChainSettings(
    ChainId chain,
    String nativeSymbol,
    int nativeDecimals,
    Map<String, String> tokenSymbols,
    Set<String> wrappedNative,
    List<Aave> aave,
    List<Uniswap> uniswap,
    List<Perp> perp,
    List<Vault> vaults,
    List<ChainlinkFeeds.Feed> feeds) {

  public EvmChainSettings {
    tokenSymbols = Map.copyOf(tokenSymbols);
    wrappedNative = Set.copyOf(wrappedNative);
    aave = List.copyOf(aave);
    uniswap = List.copyOf(uniswap);
    perp = List.copyOf(perp);
    vaults = List.copyOf(vaults);
    feeds = List.copyOf(feeds);
  }

  /**
   * An Aave v3 market.
   *
   * @param pool the Pool proxy
   * @param configurator the PoolConfigurator proxy
   */
  public record Aave(VenueId venue, String pool, String configurator) {}

  /** A Uniswap v3 deployment. */
  public record Uniswap(VenueId venue, String factory, String positionManager) {}

  /** A Perp v2 deployment. */
  public record Perp(VenueId venue, PerpV2Contracts contracts, List<PerpMarket> markets) {
    public Perp {
      markets = List.copyOf(markets);
    }
  }

  /** A CrossMarginVault. */
  public record Vault(VenueId venue, String address) {}
}
