package io.setoff.model;

/**
 * What a leg is denominated in: a token (CAIP-19) or a derivative of a venue.
 *
 * <p>CAIP has no derivatives, so an instrument has an id of our own, {@code <venue>/perp:ETH@USDC}.
 *
 * @param value the id, canonical: EVM addresses in lower case
 */
public record AssetId(String value) implements Comparable<AssetId> {

  /** Refuses an id without namespace. */
  public AssetId {
    if (!value.contains(":") || value.isBlank()) {
      throw new IllegalArgumentException("not an asset id: \"" + Text.shorten(value) + "\"");
    }
  }

  public static AssetId erc20(ChainId chain, String address) {
    return new AssetId(chain + "/erc20:" + address);
  }

  public static AssetId erc721(ChainId chain, String contract, String tokenId) {
    return new AssetId(chain + "/erc721:" + contract + "/" + tokenId);
  }

  /** The chain's own coin; 60 is Ethereum's SLIP-44 number, which EVM chains share. */
  public static AssetId nativeCoin(ChainId chain) {
    return new AssetId(chain + "/slip44:60");
  }

  /** A perpetual future of {@code underlyingSymbol} that settles in {@code settlementSymbol}. */
  public static AssetId perp(VenueId venue, String underlyingSymbol, String settlementSymbol) {
    return new AssetId(venue + "/perp:" + underlyingSymbol + "@" + settlementSymbol);
  }

  @Override
  public int compareTo(AssetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
