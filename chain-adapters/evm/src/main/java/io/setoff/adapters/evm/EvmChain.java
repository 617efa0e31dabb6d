package io.setoff.adapters.evm;

import io.setoff.adapters.evm.chainlink.ChainlinkFeeds;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.LeftOut;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.source.EvmSource;
import io.setoff.adapters.evm.wallet.Faces;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.PerpetualMarket;
import io.setoff.adapters.kernel.spi.PriceReader;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.adapters.rpc.RpcPool;
import java.util.ArrayList;
import java.util.List;

/** Everything that reads one EVM chain. */
public record EvmChain(EvmSource source, List<LeftOut> positions, PriceReader prices)
    implements ChainAdapter {
  public EvmChain {
    positions = List.copyOf(positions);
  }

  /** Puts together what {@code settings} name: balances, price feeds, and every deployment. */
  static EvmChain of(ChainSettings settings, EvmFamilies families, RpcPool rpc) {
    TokenDirectory tokens =
        new TokenDirectory(settings.chain(), settings.tokenSymbols(), Faces.of(settings));
    Wallet wallet =
        new Wallet(
            settings.chain(),
            tokens,
            settings.nativeSymbol(),
            settings.nativeDecimals(),
            settings.wrappedNative());
    ChainlinkFeeds feeds = new ChainlinkFeeds(settings.chain(), settings.feeds());
    List<EvmVenue> deployments = families.create(settings.deployments(), tokens);
    List<EvmProtocol> protocols = new ArrayList<>(List.of(tokens, feeds));
    protocols.addAll(deployments);
    List<EvmVenue> venues = new ArrayList<>(List.of(wallet));
    venues.addAll(deployments);
    EvmSource source =
        new EvmSource(
            settings.chain(), rpc, settings.trust(), settings.sockets(), wallet, protocols);
    return new EvmChain(source, venues.stream().map(LeftOut::new).toList(), feeds);
  }

  @Override
  public Reconciler reconciler() {
    return source.reconciler();
  }

  @Override
  public List<PerpetualMarket> perpetuals() {
    return positions.stream()
        .flatMap(
            venue ->
                venue.of().perpetuals().stream()
                    .map(underlying -> new PerpetualMarket(venue.venue(), underlying)))
        .toList();
  }
}
