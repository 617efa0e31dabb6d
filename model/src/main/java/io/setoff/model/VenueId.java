package io.setoff.model;

/**
 * One deployment of one protocol on one chain. Two markets of the same protocol are two venues.
 *
 * @param chain where it is
 * @param protocol family, for example {@code aave-v3}
 * @param deployment the operator's name for it, for example {@code core}
 */
public record VenueId(ChainId chain, String protocol, String deployment)
    implements Comparable<VenueId> {

  /** Refuses names that would make the id ambiguous. */
  public VenueId {
    for (String name : new String[] {protocol, deployment}) {
      if (!name.matches("[a-z0-9][-a-z0-9.]{0,40}")) {
        throw new IllegalArgumentException(
            "a venue name is lower-case letters, digits, '-' and '.': \""
                + Text.shorten(name)
                + "\"");
      }
    }
  }

  /**
   * The venue of an id.
   *
   * @throws IllegalArgumentException when it is not {@code chain/protocol:deployment}
   */
  public static VenueId parse(String id) {
    int slash = id.indexOf('/');
    int colon = id.lastIndexOf(':');
    if (slash < 0 || colon < slash) {
      throw new IllegalArgumentException(
          "not chain/protocol:deployment: \"" + Text.shorten(id) + "\"");
    }
    return new VenueId(
        new ChainId(id.substring(0, slash)),
        id.substring(slash + 1, colon),
        id.substring(colon + 1));
  }

  @Override
  public int compareTo(VenueId other) {
    int byChain = chain.compareTo(other.chain);
    return byChain != 0 ? byChain : toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return chain + "/" + protocol + ":" + deployment;
  }
}
