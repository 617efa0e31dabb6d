package io.setoff.adapters.kernel.spi;

import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.model.ChainId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to read on one chain. All addresses are canonical.
 *
 * @param chain which chain
 * @param nativeSymbol of its coin, for display
 * @param nativeDecimals of its coin
 * @param tokenSymbols of the tokens that wallets hold, by address
 * @param wrappedNative those of the tokens that are the wrapped coin
 * @param faces those of the tokens that show the balances of the coin, or of another of the tokens
 * @param deployments of protocols
 * @param feeds of prices
 * @param trust how far the nodes are believed
 * @param sockets that announce new heads; may be empty
 */
public record ChainSettings(
    ChainId chain,
    String nativeSymbol,
    int nativeDecimals,
    Map<String, String> tokenSymbols,
    Set<String> wrappedNative,
    Set<String> faces,
    List<Deployment> deployments,
    List<PriceFeed> feeds,
    Trust trust,
    List<URI> sockets) {
  public ChainSettings {
    tokenSymbols = Map.copyOf(tokenSymbols);
    wrappedNative = Set.copyOf(wrappedNative);
    faces = Set.copyOf(faces);
    deployments = List.copyOf(deployments);
    feeds = List.copyOf(feeds);
    sockets = List.copyOf(sockets);
  }
}
