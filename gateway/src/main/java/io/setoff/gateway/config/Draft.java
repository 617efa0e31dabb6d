package io.setoff.gateway.config;

import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.family.ProtocolFamily;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.gateway.config.GatewayConfig.Contract;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Edge;
import io.setoff.risk.input.InvalidRiskInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What has been read of a file so far, over its sections. */
final class Draft {
  private final ChainNamespace namespace;
  private final KnownChains known = KnownChains.load();
  private final Map<ChainId, ChainParts> chains = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<Contract> contracts = new ArrayList<>();
  private final Map<String, Integer> lineOf = new HashMap<>();

  /** What the file says about one chain, section by section. */
  static final class ChainParts {
    final YamlValue entry;
    String nativeSymbol = "";
    int nativeDecimals = 18;
    final Map<String, String> symbols = new LinkedHashMap<>();
    final Set<String> wrapped = new LinkedHashSet<>();
    final Map<String, UnderlyingId> faces = new LinkedHashMap<>();
    final List<Deployment> deployments = new ArrayList<>();
    final List<PriceFeed> feeds = new ArrayList<>();

    ChainParts(YamlValue entry) {
      this.entry = entry;
    }

    /**
     * Whether the balances of a ledger are counted: those of the coin, and of tokens that are no
     * face.
     */
    boolean counts(ChainId id, UnderlyingId ledger) {
      return ledger.equals(UnderlyingId.of(AssetId.nativeCoin(id)))
          || symbols.keySet().stream()
              .filter(token -> !faces.containsKey(token))
              .anyMatch(token -> ledger.equals(UnderlyingId.of(AssetId.erc20(id, token))));
    }
  }

  Draft(ChainNamespace namespace) {
    this.namespace = namespace;
  }

  /** The canonical form of an address; for {@link YamlValue#as}. */
  String address(String text) {
    return namespace.address(text);
  }

  KnownChains known() {
    return known;
  }

  /** Every family of protocols that can be configured. */
  List<? extends ProtocolFamily> families() {
    return namespace.families();
  }

  Map<ChainId, ChainParts> chains() {
    return chains;
  }

  List<Edge> edges() {
    return edges;
  }

  List<Contract> contracts() {
    return contracts;
  }

  /** The entry's chain, which must be in the list of chains. */
  Optional<ChainId> knownChain(YamlValue entry) {
    return entry
        .field("chain", Values::evmChain)
        .filter(
            chain -> {
              boolean known = chains.containsKey(chain);
              if (!known) {
                entry.problem("chain " + chain + " is not in the list of chains");
              }
              return known;
            });
  }

  ChainParts parts(ChainId chain) {
    return Optional.ofNullable(chains.get(chain)).orElseThrow();
  }

  /** Whether something of these chains is at the venue of this id; a problem when nothing is. */
  boolean isVenue(YamlValue entry, String venue) {
    return requireVenue(entry, entry.path(), venue);
  }

  /** The same of a venue that is named at a path inside of {@code entry}. */
  boolean requireVenue(YamlValue entry, String path, String venue) {
    boolean known =
        chains.entrySet().stream()
            .flatMap(chain -> venues(chain.getKey(), chain.getValue()))
            .anyMatch(id -> id.toString().equals(venue));
    if (!known) {
      entry.refused(
          new InvalidRiskInputException(path, "\"" + venue + "\" is no venue of these chains"));
    }
    return known;
  }

  private Stream<VenueId> venues(ChainId chain, ChainParts parts) {
    return Stream.concat(
        Stream.of(namespace.walletOf(chain)), parts.deployments.stream().map(Deployment::venue));
  }

  /**
   * An address that must have code.
   *
   * @param history whether its events are indexed from its creation on
   */
  Optional<String> contract(YamlValue entry, String key, Optional<ChainId> chain, boolean history) {
    Optional<YamlValue> value = entry.required(key);
    Optional<String> address = value.flatMap(v -> v.as(this::address));
    if (chain.isPresent() && address.isPresent()) {
      contracts.add(
          new Contract(
              chain.get(),
              address.get(),
              value.orElseThrow().line(),
              value.orElseThrow().path(),
              history));
    }
    return address;
  }

  /** Whether the file has an entry for a token, be it one that is not read. */
  boolean names(ChainId chain, String token) {
    return lineOf.containsKey(tokenIdentity(chain, token));
  }

  /** How {@link #isNew} knows a token. */
  static String tokenIdentity(ChainId chain, String token) {
    return "token " + chain + " " + token;
  }

  /** Remembers an entry by its identity; a second one with the same identity is a problem. */
  boolean isNew(YamlValue entry, String identity) {
    Integer earlier = lineOf.putIfAbsent(identity, entry.line());
    if (earlier != null) {
      entry.problem("duplicate: " + identity + " is already in line " + earlier);
    }
    return earlier == null;
  }
}
