package io.setoff.gateway.config;

import io.setoff.adapters.evm.EvmChainSettings;
import io.setoff.adapters.evm.chainlink.ChainlinkFeeds.Feed;
import io.setoff.adapters.evm.perp.PerpMarket;
import io.setoff.adapters.evm.perp.PerpV2Contracts;
import io.setoff.gateway.config.GatewayConfig.Account;
import io.setoff.gateway.config.GatewayConfig.Chain;
import io.setoff.gateway.config.GatewayConfig.Contract;
import io.setoff.gateway.config.GatewayConfig.Http;
import io.setoff.gateway.config.GatewayConfig.Oracle;
import io.setoff.gateway.config.GatewayConfig.OracleContract;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.IdentityGraph;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a configuration file. All problems are found in one go, each with its line. */
public final class ConfigLoader {
  private final Path file;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<ChainId, ChainParts> chains = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<Contract> contracts = new ArrayList<>();
  private final Map<String, Integer> lineOf = new HashMap<>();

  private ConfigLoader(Path file) {
    this.file = file;
  }

  /** What the file says about one chain, section by section. */
  private static final class ChainParts {
    final YamlValue entry;
    String nativeSymbol = "";
    int nativeDecimals = 18;
    final Map<String, String> symbols = new LinkedHashMap<>();
    final Set<String> wrapped = new LinkedHashSet<>();
    final List<EvmChainSettings.Aave> aave = new ArrayList<>();
    final List<EvmChainSettings.Uniswap> uniswap = new ArrayList<>();
    final List<EvmChainSettings.Perp> perp = new ArrayList<>();
    final List<Feed> feeds = new ArrayList<>();

    ChainParts(YamlValue entry) {
      this.entry = entry;
    }
  }

  /**
   * Loads a file.
   *
   * @throws ConfigException when it cannot be read or breaks a rule
   */
  public static GatewayConfig load(Path file) throws ConfigException {
    return new ConfigLoader(file.toAbsolutePath().normalize()).load();
  }

  private GatewayConfig load() throws ConfigException {
    YamlValue root = new YamlValue(parse(), "", problems);
    Http http = http(root.optional("http"));
    Path store =
        root.optional("store")
            .flatMap(value -> field(value, "path", Function.identity()))
            .map(this::relative)
            .orElse(relative("data"));
    root.optional("store").ifPresent(YamlValue::refuseOtherKeys);
    root.required("chains").map(YamlValue::list).orElse(List.of()).forEach(this::chain);
    root.list("tokens").forEach(this::token);
    root.list("protocols").forEach(this::protocol);
    BigDecimal deviation =
        root.optional("max_price_deviation")
            .flatMap(value -> value.as(Values::ratio))
            .orElse(new BigDecimal("0.02"));
    int rank = 0;
    for (YamlValue price : root.list("prices")) {
      price(price, rank++);
    }
    List<Account> accounts = new ArrayList<>();
    root.list("accounts").forEach(value -> account(value).ifPresent(accounts::add));
    Optional<Oracle> oracle = root.optional("oracle").flatMap(this::oracle);
    root.refuseOtherKeys();
    List<Chain> complete = new ArrayList<>();
    chains.forEach((id, parts) -> chain(id, parts).ifPresent(complete::add));
    checkGraph(root);
    if (!problems.isEmpty()) {
      throw new ConfigException(file, problems);
    }
    return new GatewayConfig(
        file, http, store, complete, edges, deviation, accounts, oracle, contracts);
  }

  private Node parse() throws ConfigException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node node = new Yaml().compose(reader);
      if (node == null) {
        throw new ConfigException(file, List.of(new ConfigProblem(1, "file", "is empty")));
      }
      return node;
    } catch (IOException e) {
      throw new ConfigException(
          file, List.of(new ConfigProblem(1, "file", "cannot be read: " + e)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(
          file, List.of(new ConfigProblem(line, "file", "is not YAML: " + e.getProblem())));
    }
  }

  private Path relative(String path) {
    return Optional.ofNullable(file.getParent()).orElseThrow().resolve(path).normalize();
  }

  private static Http http(Optional<YamlValue> section) {
    String host =
        section
            .flatMap(value -> optionalField(value, "host", Function.identity()))
            .orElse("127.0.0.1");
    int port = section.flatMap(value -> optionalField(value, "port", Values::port)).orElse(8080);
    section.ifPresent(YamlValue::refuseOtherKeys);
    return new Http(host, port);
  }

  private void chain(YamlValue entry) {
    field(entry, "id", Values::evmChain)
        .filter(id -> isNew(entry, "chain " + id))
        .ifPresent(id -> chains.put(id, new ChainParts(entry)));
  }

  private Optional<Chain> chain(ChainId id, ChainParts parts) {
    YamlValue entry = parts.entry;
    Optional<String> name = optionalField(entry, "name", Function.identity());
    List<URI> rpc = new ArrayList<>();
    Optional<YamlValue> rpcList = entry.required("rpc");
    rpcList
        .map(YamlValue::list)
        .orElse(List.of())
        .forEach(url -> url.as(Values::httpUrl).ifPresent(rpc::add));
    if (rpcList.isPresent() && rpc.isEmpty()) {
      rpcList.get().problem("needs at least one URL");
    }
    long start = optionalField(entry, "start_block", Values::height).orElse(0L);
    Duration poll =
        optionalField(entry, "poll_interval", Values::duration).orElse(Duration.ofSeconds(1));
    Duration stale =
        optionalField(entry, "stale_after", Values::duration).orElse(Duration.ofMinutes(1));
    Duration stalled =
        optionalField(entry, "stalled_after", Values::duration).orElse(Duration.ofMinutes(5));
    entry.optional("native").ifPresent(value -> nativeCoin(id, parts, value));
    entry.refuseOtherKeys();
    EvmChainSettings evm =
        new EvmChainSettings(
            id,
            parts.nativeSymbol.isEmpty() ? "native" : parts.nativeSymbol,
            parts.nativeDecimals,
            parts.symbols,
            parts.wrapped,
            parts.aave,
            parts.uniswap,
            parts.perp,
            parts.feeds);
    return Optional.of(
        new Chain(
            id,
            entry.line(),
            name.orElse(id.value()),
            rpc,
            rpcList.map(YamlValue::line).orElse(entry.line()),
            start,
            poll,
            stale,
            stalled,
            evm));
  }

  private void nativeCoin(ChainId id, ChainParts parts, YamlValue value) {
    field(value, "symbol", Function.identity()).ifPresent(symbol -> parts.nativeSymbol = symbol);
    optionalField(value, "decimals", Values::decimals)
        .ifPresent(decimals -> parts.nativeDecimals = decimals);
    edge(value, UnderlyingId.of(AssetId.nativeCoin(id)));
    value.refuseOtherKeys();
  }

  /** Reads {@code edge} and {@code to}, which come together or not at all. */
  private void edge(YamlValue value, UnderlyingId from) {
    Optional<YamlValue> kindValue = value.optional("edge");
    Optional<YamlValue> toValue = value.optional("to");
    if (kindValue.isPresent() != toValue.isPresent()) {
      value.problem("\"edge\" and \"to\" come together");
      return;
    }
    Optional<EdgeKind> kind =
        kindValue.flatMap(v -> v.as(text -> Values.choice(EdgeKind.class, text)));
    Optional<UnderlyingId> to = toValue.flatMap(v -> v.as(Values::underlying));
    if (kind.isPresent() && to.isPresent()) {
      edges.add(new Edge(from, kind.get(), to.get()));
    }
  }

  private void token(YamlValue entry) {
    Optional<ChainId> chain = knownChain(entry);
    Optional<String> address = contract(entry, "address", chain, false);
    Optional<String> symbol = field(entry, "symbol", Function.identity());
    boolean wrapped = optionalField(entry, "wrapped_native", Values::flag).orElse(false);
    if (chain.isPresent() && address.isPresent()) {
      edge(entry, UnderlyingId.of(AssetId.erc20(chain.get(), address.get())));
      if (isNew(entry, "token " + chain.get() + " " + address.get()) && symbol.isPresent()) {
        ChainParts parts = parts(chain.get());
        parts.symbols.put(address.get(), symbol.get());
        if (wrapped) {
          parts.wrapped.add(address.get());
        }
      }
    }
    entry.refuseOtherKeys();
  }

  private void protocol(YamlValue entry) {
    Optional<ChainId> chain = knownChain(entry);
    Optional<String> family = field(entry, "family", Function.identity());
    Optional<String> name = field(entry, "name", Function.identity());
    if (chain.isEmpty() || family.isEmpty() || name.isEmpty()) {
      return;
    }
    Optional<VenueId> venue = venue(entry, chain.get(), family.get(), name.get());
    if (venue.isEmpty() || !isNew(entry, "protocol " + venue.get())) {
      return;
    }
    ChainParts parts = parts(chain.get());
    switch (family.get()) {
      case "aave-v3" -> aave(entry, venue.get(), parts);
      case "uniswap-v3" -> uniswap(entry, venue.get(), parts);
      case "perp-v2" -> perp(entry, venue.get(), parts);
      default ->
          entry.problem(
              "unknown family \"" + family.get() + "\"; known: aave-v3, uniswap-v3, perp-v2");
    }
    entry.refuseOtherKeys();
  }

  private static Optional<VenueId> venue(
      YamlValue entry, ChainId chain, String family, String name) {
    try {
      return Optional.of(new VenueId(chain, family, name));
    } catch (IllegalArgumentException e) {
      entry.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void aave(YamlValue entry, VenueId venue, ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> pool = contract(entry, "pool", chain, true);
    Optional<String> configurator = contract(entry, "configurator", chain, true);
    if (pool.isPresent() && configurator.isPresent()) {
      parts.aave.add(new EvmChainSettings.Aave(venue, pool.get(), configurator.get()));
    }
  }

  private void uniswap(YamlValue entry, VenueId venue, ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> factory = contract(entry, "factory", chain, true);
    Optional<String> manager = contract(entry, "position_manager", chain, true);
    if (factory.isPresent() && manager.isPresent()) {
      parts.uniswap.add(new EvmChainSettings.Uniswap(venue, factory.get(), manager.get()));
    }
  }

  private void perp(YamlValue entry, VenueId venue, ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> clearing = contract(entry, "clearing_house", chain, true);
    Optional<String> balance = contract(entry, "account_balance", chain, true);
    Optional<String> vault = contract(entry, "vault", chain, true);
    Optional<String> registry = contract(entry, "market_registry", chain, true);
    List<PerpMarket> markets = new ArrayList<>();
    for (YamlValue market : entry.required("markets").map(YamlValue::list).orElse(List.of())) {
      Optional<String> base = contract(market, "base_token", chain, false);
      Optional<String> symbol = field(market, "symbol", Function.identity());
      Optional<UnderlyingId> underlying = field(market, "underlying", Values::underlying);
      market.refuseOtherKeys();
      if (base.isPresent() && symbol.isPresent() && underlying.isPresent()) {
        isNew(market, "market " + venue + " " + base.get());
        markets.add(new PerpMarket(base.get(), symbol.get(), underlying.get()));
      }
    }
    if (clearing.isPresent() && balance.isPresent() && vault.isPresent() && registry.isPresent()) {
      PerpV2Contracts all =
          new PerpV2Contracts(clearing.get(), balance.get(), vault.get(), registry.get());
      parts.perp.add(new EvmChainSettings.Perp(venue, all, markets));
    }
  }

  private void price(YamlValue entry, int rank) {
    Optional<ChainId> chain = knownChain(entry);
    Optional<UnderlyingId> underlying = field(entry, "underlying", Values::underlying);
    Optional<String> feed = contract(entry, "feed", chain, false);
    Optional<Duration> heartbeat = field(entry, "heartbeat", Values::duration);
    entry.refuseOtherKeys();
    if (chain.isPresent() && underlying.isPresent() && feed.isPresent() && heartbeat.isPresent()) {
      isNew(entry, "price " + chain.get() + " " + feed.get() + " of " + underlying.get());
      parts(chain.get()).feeds.add(new Feed(rank, feed.get(), underlying.get(), heartbeat.get()));
    }
  }

  private Optional<Account> account(YamlValue entry) {
    Optional<String> address = field(entry, "address", Values::address);
    String label = optionalField(entry, "label", Function.identity()).orElse("");
    entry.refuseOtherKeys();
    return address.filter(a -> isNew(entry, "account " + a)).map(a -> new Account(a, label));
  }

  private Optional<Oracle> oracle(YamlValue section) {
    Optional<String> stream = field(section, "stream", Function.identity());
    Optional<Integer> threshold = field(section, "threshold", Values::threshold);
    Optional<Path> keys = field(section, "keys", Function.identity()).map(this::relative);
    Optional<Duration> interval = field(section, "interval", Values::duration);
    Optional<Duration> validity = field(section, "validity", Values::duration);
    List<String> publish = new ArrayList<>();
    for (YamlValue account : section.required("publish").map(YamlValue::list).orElse(List.of())) {
      account
          .as(Values::address)
          .filter(a -> isNew(account, "published account " + a))
          .ifPresent(publish::add);
    }
    List<OracleContract> targets = new ArrayList<>();
    for (YamlValue target : section.required("contracts").map(YamlValue::list).orElse(List.of())) {
      Optional<ChainId> chain = knownChain(target);
      Optional<String> address = contract(target, "address", chain, false);
      target.refuseOtherKeys();
      if (chain.isPresent() && address.isPresent() && isNew(target, "oracle on " + chain.get())) {
        targets.add(new OracleContract(chain.get(), address.get()));
      }
    }
    section.refuseOtherKeys();
    if (publish.isEmpty()) {
      section.problem("publish names no account");
    }
    if (stream.isEmpty()
        || threshold.isEmpty()
        || keys.isEmpty()
        || interval.isEmpty()
        || validity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Oracle(
            stream.get(),
            threshold.get(),
            keys.get(),
            interval.get(),
            validity.get(),
            publish,
            targets));
  }

  private Optional<ChainId> knownChain(YamlValue entry) {
    return field(entry, "chain", Values::evmChain)
        .filter(
            chain -> {
              boolean known = chains.containsKey(chain);
              if (!known) {
                entry.problem("chain " + chain + " is not in the list of chains");
              }
              return known;
            });
  }

  private ChainParts parts(ChainId chain) {
    return Optional.ofNullable(chains.get(chain)).orElseThrow();
  }

  private Optional<String> contract(
      YamlValue entry, String key, Optional<ChainId> chain, boolean history) {
    Optional<YamlValue> value = entry.required(key);
    Optional<String> address = value.flatMap(v -> v.as(Values::address));
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

  /** Remembers an entry by its identity; a second one with the same identity is a problem. */
  private boolean isNew(YamlValue entry, String identity) {
    Integer earlier = lineOf.putIfAbsent(identity, entry.line());
    if (earlier != null) {
      entry.problem("duplicate: " + identity + " is already in line " + earlier);
    }
    return earlier == null;
  }

  private void checkGraph(YamlValue root) {
    try {
      IdentityGraph.of(edges);
    } catch (IllegalArgumentException e) {
      root.problem(String.valueOf(e.getMessage()));
    }
  }

  private static <T> Optional<T> field(YamlValue entry, String key, Function<String, T> parse) {
    return entry.required(key).flatMap(value -> value.as(parse));
  }

  private static <T> Optional<T> optionalField(
      YamlValue entry, String key, Function<String, T> parse) {
    return entry.optional(key).flatMap(value -> value.as(parse));
  }
}
