package io.setoff.cli.show;

import io.setoff.cli.client.GatewayClient;
import io.setoff.model.VenueId;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.ListVenuesRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What ids are called for people, as on the page: "Aave v3 on Chain A". JSON has the ids. */
public final class DisplayNames {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("SPOT", "held"),
          Map.entry("LEND", "lent"),
          Map.entry("BORROW", "borrowed"),
          Map.entry("PERP", "perpetual"),
          Map.entry("LP_FULL", "liquidity, full range"),
          Map.entry("LP_RANGE", "liquidity range"),
          Map.entry("STAKE", "staked"),
          Map.entry("VAULT", "vault share"),
          Map.entry("MARGIN", "margin account"));

  private final Map<String, String> chains = new HashMap<>();

  /** DisplayNames of chains; one without a name keeps its id. */
  public DisplayNames(List<ChainStatus> chains) {
    for (ChainStatus chain : chains) {
      if (!chain.getName().isEmpty()) {
        this.chains.put(chain.getChain(), chain.getName());
      }
    }
  }

  /** The names that a gateway has. */
  public static DisplayNames of(GatewayClient client) {
    return new DisplayNames(
        client.portfolios().listVenues(ListVenuesRequest.getDefaultInstance()).getChainsList());
  }

  String chain(String id) {
    return chains.getOrDefault(id, id);
  }

  /** "Aave v3 on Chain A"; what is no id of a venue stays. */
  public String venue(String id) {
    try {
      VenueId venue = VenueId.parse(id);
      String protocol = venue.protocol();
      return protocol.substring(0, 1).toUpperCase(Locale.ROOT)
          + protocol.substring(1).replace('-', ' ')
          + " on "
          + chain(venue.chain().toString());
    } catch (IllegalArgumentException e) {
      return id;
    }
  }

  /** "ETH" of "crypto:ETH", "US dollars"; a token's own id says its chain. */
  public String underlying(String id) {
    if (id.equals("fiat:USD")) {
      return "US dollars";
    }
    int slash = id.indexOf('/');
    return slash < 0
        ? id.substring(id.indexOf(':') + 1)
        : id.substring(id.lastIndexOf(':') + 1) + " on " + chain(id.substring(0, slash));
  }

  static String kind(String kind) {
    return KINDS.getOrDefault(kind, kind.toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
