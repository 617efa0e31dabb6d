package io.setoff.adapters.evm.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.EvmChain;
import io.setoff.adapters.evm.EvmChainSettings;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.chainlink.ChainlinkFeeds.Feed;
import io.setoff.adapters.evm.family.perp.PerpMarket;
import io.setoff.adapters.evm.family.perp.PerpV2Contracts;
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
    List<EvmChainSettings.Aave> aave =
        node.path("aave").isMissingNode()
            ? List.of()
            : List.of(
                new EvmChainSettings.Aave(
                    new VenueId(id, "aave-v3", "core"),
                    address("aave/pool"),
                    address("aave/configurator")));
    List<EvmChainSettings.Uniswap> uniswap =
        node.path("uniswap").isMissingNode()
            ? List.of()
            : List.of(
                new EvmChainSettings.Uniswap(
                    new VenueId(id, "uniswap-v3", "core"),
                    address("uniswap/factory"),
                    address("uniswap/position_manager")));
    EvmChainSettings settings =
        new EvmChainSettings(
            id,
            "ETH",
            18,
            symbols,
            Set.of(address("tokens/WETH")),
            aave,
            uniswap,
            node.path("perp").isMissingNode() ? List.of() : List.of(perp()),
            node.path("cross_margin_vault").isMissingNode()
                ? List.of()
                : List.of(
                    new EvmChainSettings.Vault(
                        new VenueId(id, "cross-margin-vault", "example"),
                        address("cross_margin_vault"))),
            List.of(
                new Feed(
                    0,
                    address("feeds/ETH"),
                    new UnderlyingId("crypto:ETH"),
                    Duration.ofDays(400))));
    return EvmChain.of(settings, rpc);
  }

  private EvmChainSettings.Perp perp() {
    List<PerpMarket> markets = new ArrayList<>();
    for (String market : names("perp/markets")) {
      markets.add(
          new PerpMarket(
              address("perp/markets/" + market + "/base_token"),
              market,
              new UnderlyingId("crypto:" + market)));
    }
    return new EvmChainSettings.Perp(
        new VenueId(id, "perp-v2", "curie"),
        new PerpV2Contracts(
            address("perp/clearing_house"),
            address("perp/account_balance"),
            address("perp/vault"),
            address("perp/market_registry")),
        markets);
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
