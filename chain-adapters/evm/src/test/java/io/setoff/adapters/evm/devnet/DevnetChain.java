package io.setoff.adapters.evm.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.EvmChain;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One chain of the devnet: its adapter, and the contracts' own views to compare it with. */
public final class DevnetChain implements AutoCloseable {
  private final JsonNode node;
  private final ChainId id;
  private final RpcPool rpc;

  public DevnetChain(Devnet devnet, String name) {
    this.node = devnet.deployment().at("/chains/" + name);
    this.id = new ChainId(node.path("id").asText());
    this.rpc = new RpcPool(id.value(), List.of(URI.create(devnet.rpc(name))));
  }

  public ChainId id() {
    return id;
  }

  public RpcPool rpc() {
    return rpc;
  }

  /** An address of deployment.json, such as {@code aave/pool}. */
  public String address(String path) {
    JsonNode found = node.at("/" + path);
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("deployment.json has no " + path);
    }
    return (found.isObject() ? found.path("address") : found).asText();
  }

  /** The names under a path. */
  public List<String> names(String path) {
    List<String> names = new ArrayList<>();
    node.at("/" + path).fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The adapter of this chain; tokens that the devnet's config does not list are left out. */
  public EvmChain adapter() {
    Map<String, String> symbols = new HashMap<>();
    for (String symbol : names("tokens")) {
      if (!symbol.equals("NODEC")) {
        symbols.put(address("tokens/" + symbol), symbol);
      }
    }
    ChainSettings settings =
        new ChainSettings(
            id,
            "ETH",
            18,
            symbols,
            Set.of(address("tokens/WETH")),
            Set.of(),
            deployments(),
            List.of(
                new PriceFeed(
                    0, address("feeds/ETH"), new UnderlyingId("crypto:ETH"), Duration.ofDays(400))),
            Trust.DEFAULT,
            List.of());
    return new EvmNamespace().adapter(settings, rpc);
  }

  private List<Deployment> deployments() {
    List<Deployment> deployments = new ArrayList<>();
    deployment("aave", "aave-v3", "core", "pool", "configurator").ifPresent(deployments::add);
    deployment("uniswap", "uniswap-v3", "core", "factory", "position_manager")
        .ifPresent(deployments::add);
    deployment(
            "perp",
            "perp-v2",
            "curie",
            "clearing_house",
            "account_balance",
            "vault",
            "market_registry")
        .ifPresent(deployments::add);
    if (node.has("cross_margin_vault")) {
      deployments.add(
          new Deployment(
              new VenueId(id, "cross-margin-vault", "example"),
              ConfigValues.of(Map.of("vault", address("cross_margin_vault")))));
    }
    return deployments;
  }

  /** The deployment under a path, which has the family's keys; empty when there is none. */
  private Optional<Deployment> deployment(
      String path, String family, String name, String... contracts) {
    if (!node.has(path)) {
      return Optional.empty();
    }
    Map<String, String> addresses = new HashMap<>();
    for (String contract : contracts) {
      addresses.put(contract, address(path + "/" + contract));
    }
    ConfigValues values =
        new ConfigValues(
            addresses, node.path(path).has("markets") ? Map.of("markets", markets()) : Map.of());
    return Optional.of(new Deployment(new VenueId(id, family, name), values));
  }

  private List<ConfigValues> markets() {
    List<ConfigValues> markets = new ArrayList<>();
    for (String market : names("perp/markets")) {
      markets.add(
          ConfigValues.of(
              Map.of(
                  "base_token",
                  address("perp/markets/" + market + "/base_token"),
                  "symbol",
                  market,
                  "underlying",
                  "crypto:" + market)));
    }
    return markets;
  }

  /** Calls a view at a height; an error is a failed test. */
  public AbiWords view(long height, String to, String signature, BigInteger... arguments) {
    return AbiWords.parse(call(height, Optional.empty(), EvmCall.of(to, signature, arguments)));
  }

  /** Simulates a transaction of {@code from} at a height; empty when it reverts. */
  public Optional<AbiWords> simulate(
      long height, String from, String to, String signature, BigInteger... arguments) {
    RpcReply reply =
        rpc.batch(List.of(ethCall(height, Optional.of(from), EvmCall.of(to, signature, arguments))))
            .get(0);
    return switch (reply) {
      case RpcReply.Result result -> Optional.of(AbiWords.parse(result.value().asText()));
      case RpcReply.Failure _ -> Optional.empty();
    };
  }

  public BigInteger nativeBalance(long height, String account) {
    String hex = rpc.call("eth_getBalance", account, "0x" + Long.toHexString(height)).asText();
    return new BigInteger(hex.substring(2), 16);
  }

  public BigInteger balanceOf(long height, String token, String account) {
    return view(height, token, "balanceOf(address)", EvmAddress.toWord(account)).word(0);
  }

  private String call(long height, Optional<String> from, EvmCall call) {
    return rpc.batch(List.of(ethCall(height, from, call))).get(0).orThrow("eth_call").asText();
  }

  private static RpcCall ethCall(long height, Optional<String> from, EvmCall call) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("to", call.to());
    transaction.put("data", call.data());
    from.ifPresent(sender -> transaction.put("from", sender));
    return RpcCall.of("eth_call", transaction, "0x" + Long.toHexString(height));
  }

  public long head() {
    return Long.parseLong(rpc.call("eth_blockNumber").asText().substring(2), 16);
  }

  /** Mines one empty block, so much later than the newest. */
  public void passTime(Duration duration) {
    String now = rpc.call("eth_getBlockByNumber", "latest", false).path("timestamp").asText();
    rpc.call("evm_setNextBlockTimestamp", Long.decode(now) + duration.toSeconds());
    rpc.call("evm_mine");
  }

  @Override
  public void close() {
    rpc.close();
  }
}
