package io.setoff.adapters.evm;

import io.setoff.adapters.evm.chainlink.ChainlinkFeeds;
import io.setoff.adapters.evm.example.vault.CrossMarginVault;
import io.setoff.adapters.evm.family.aave.AaveV3;
import io.setoff.adapters.evm.family.perp.PerpV2;
import io.setoff.adapters.evm.family.uniswap.UniswapV3;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.source.EvmSource;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PriceReader;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.rpc.RpcPool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that reads one EVM chain.
 *
 * @param source indexes it
 * @param positions turn its rows into positions, one per venue
 * @param prices turn its rows into prices
 */
public record EvmChain(EvmSource source, List<PositionReader> positions, PriceReader prices) {
  public EvmChain {
    positions = List.copyOf(positions);
  }

  /** Puts together the protocols of {@code settings}, with {@link Trust#DEFAULT}. */
  public static EvmChain of(EvmChainSettings settings, RpcPool rpc) {
    return of(settings, Trust.DEFAULT, List.of(), rpc);
  }

  /**
   * Puts together the protocols of {@code settings}.
   *
   * @param sockets that announce new heads; may be empty
   */
  public static EvmChain of(
      EvmChainSettings settings, Trust trust, List<URI> sockets, RpcPool rpc) {
    TokenDirectory tokens = new TokenDirectory(settings.chain(), settings.tokenSymbols());
    Wallet wallet =
        new Wallet(
            settings.chain(),
            tokens,
            settings.nativeSymbol(),
            settings.nativeDecimals(),
            settings.wrappedNative());
    ChainlinkFeeds feeds = new ChainlinkFeeds(settings.chain(), settings.feeds());
    List<EvmProtocol> protocols = new ArrayList<>(List.of(tokens, feeds));
    List<PositionReader> readers = new ArrayList<>(List.of(wallet));
    for (EvmChainSettings.Aave aave : settings.aave()) {
      AaveV3 market = new AaveV3(aave.venue(), aave.pool(), aave.configurator(), tokens);
      protocols.add(market);
      readers.add(market);
    }
    for (EvmChainSettings.Uniswap uniswap : settings.uniswap()) {
      UniswapV3 deployment =
          new UniswapV3(uniswap.venue(), uniswap.factory(), uniswap.positionManager(), tokens);
      protocols.add(deployment);
      readers.add(deployment);
    }
    for (EvmChainSettings.Perp perp : settings.perp()) {
      PerpV2 deployment = new PerpV2(perp.venue(), perp.contracts(), perp.markets(), tokens);
      protocols.add(deployment);
      readers.add(deployment);
    }
    for (EvmChainSettings.Vault vault : settings.vaults()) {
      CrossMarginVault deployment = new CrossMarginVault(vault.venue(), vault.address(), tokens);
      protocols.add(deployment);
      readers.add(deployment);
    }
    EvmSource source = new EvmSource(settings.chain(), rpc, trust, sockets, wallet, protocols);
    return new EvmChain(source, readers, feeds);
  }
}
