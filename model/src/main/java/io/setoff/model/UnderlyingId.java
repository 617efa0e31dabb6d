package io.setoff.model;

/**
 * A node of the identity graph that exposure is counted in: {@code crypto:ETH}, {@code fiat:USD},
 * or the id of an asset that is equal to nothing else.
 *
 * @param value the id
 */
public record UnderlyingId(String value) implements Comparable<UnderlyingId> {
  /** The currency of every price and value. */
  public static final UnderlyingId USD = new UnderlyingId("fiat:USD");

  /** Refuses an id without namespace. */
  public UnderlyingId {
    if (value.indexOf(':') <= 0) {
      throw new IllegalArgumentException(
          "an underlying has a namespace, as in crypto:ETH: \"" + Text.shorten(value) + "\"");
    }
  }

  public static UnderlyingId of(AssetId asset) {
    return new UnderlyingId(asset.value());
  }

  @Override
  public int compareTo(UnderlyingId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
