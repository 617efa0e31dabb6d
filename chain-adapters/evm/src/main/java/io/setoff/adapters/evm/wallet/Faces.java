package io.setoff.adapters.evm.wallet;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.store.Difference;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tokens that are faces of one ledger: the chain's coin as an ERC-20, or two addresses of one
 * token. Only one of them is counted.
 */
public final class Faces {
  /**
   * By chain. Sources: docs.celo.org/specs/token-duality; the MRC20 system contract of Polygon;
   * L2BaseToken of ZKsync Era; the predeploys LegacyERC20ETH of OP Mainnet and OVM_ETH of Metis.
   */
  private static final Map<ChainId, Set<String>> FAMOUS =
      Map.of(
          ChainId.evm(42_220), Set.of("0x471ece3750da237f93b8e339c536989b8978a438"),
          ChainId.evm(137), Set.of("0x0000000000000000000000000000000000001010"),
          ChainId.evm(324), Set.of("0x000000000000000000000000000000000000800a"),
          ChainId.evm(10), Set.of("0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000"),
          ChainId.evm(1_088), Set.of("0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000"));

  /** Smaller balances may be equal by chance. */
  private static final BigInteger TELLING = BigInteger.TWO.pow(16);

  /**
   * A balance of round units may be the same of two tokens; one that this does not divide is not.
   */
  private static final BigInteger ROUND = BigInteger.TEN.pow(4);

  private static final String NOBODY = "0x5e70ff5e70ff5e70ff5e70ff5e70ff5e70ff5e70";

  private Faces() {}

  /** The faces that are configured, and those that are known. */
  public static Set<String> of(ChainSettings settings) {
    Set<String> faces = new HashSet<>(settings.faces());
    faces.addAll(FAMOUS.getOrDefault(settings.chain(), Set.of()));
    return faces;
  }

  /** Tokens that are faces and are not said to be; see {@link #of}. */
  public static List<Difference> undeclared(
      RpcSession session, ChainSettings settings, Set<String> holders) {
    Set<String> asked = new TreeSet<>(holders);
    asked.addAll(settings.tokenSymbols().keySet());
    Map<String, BigInteger> coin = coins(session, asked);
    SortedMap<String, Map<String, BigInteger>> ledgers = new TreeMap<>();
    List<Difference> found = new ArrayList<>();
    for (String token : new TreeSet<>(settings.tokenSymbols().keySet())) {
      if (of(settings).contains(token)) {
        continue;
      }
      Map<String, BigInteger> balances = balances(session, token, asked);
      Optional<String> same =
          isSame(coin, balances) || followsTheCoin(session, token)
              ? Optional.of("native")
              : ledgers.entrySet().stream()
                  .filter(other -> isSame(other.getValue(), balances))
                  .map(Map.Entry::getKey)
                  .findFirst();
      same.map(of -> difference(settings, token, of)).ifPresent(found::add);
      ledgers.put(token, balances);
    }
    return found;
  }

  private static Difference difference(ChainSettings settings, String token, String of) {
    return new Difference(
        Wallet.venueOf(settings.chain()),
        token,
        "%s shows the balances of %s, so that they would be counted twice; set `same_as: \"%s\"`"
            .formatted(
                AssetId.erc20(settings.chain(), token).value(),
                of.equals("native") ? "the chain's coin" : of,
                of));
  }

  /** Equal for all holders, and for enough of them that it is no accident. */
  private static boolean isSame(Map<String, BigInteger> one, Map<String, BigInteger> other) {
    if (other.isEmpty() || !one.equals(other)) {
      return false;
    }
    Set<BigInteger> telling = new HashSet<>(one.values());
    telling.removeIf(balance -> balance.compareTo(TELLING) < 0);
    return telling.size() > 1
        || telling.stream().anyMatch(balance -> balance.mod(ROUND).signum() != 0);
  }

  private static Map<String, BigInteger> coins(RpcSession session, Set<String> holders) {
    Map<String, BigInteger> balances = new TreeMap<>();
    List<RpcCall> calls =
        holders.stream().map(holder -> RpcCall.of("eth_getBalance", holder)).toList();
    List<EvmRpc.ViewReply> replies = EvmRpc.newest(session, calls);
    int i = 0;
    for (String holder : holders) {
      balances.put(holder, replies.get(i++).quantity());
    }
    return balances;
  }

  /** Empty when the token does not answer for each of them. */
  private static Map<String, BigInteger> balances(
      RpcSession session, String token, Set<String> holders) {
    List<RpcCall> calls = new ArrayList<>();
    for (String holder : holders) {
      EvmCall call = EvmCall.of(token, "balanceOf(address)", holder);
      calls.add(RpcCall.of("eth_call", Map.of("to", call.to(), "data", call.data())));
    }
    Map<String, BigInteger> balances = new TreeMap<>();
    List<EvmRpc.ViewReply> replies = EvmRpc.newest(session, calls);
    int i = 0;
    for (String holder : holders) {
      word(replies.get(i++)).ifPresent(balance -> balances.put(holder, balance));
    }
    return balances.size() == holders.size() ? balances : Map.of();
  }

  /** Whether somebody who is given coins for the length of one call has them as tokens. */
  private static boolean followsTheCoin(RpcSession session, String token) {
    BigInteger given = new BigInteger("5e70ff5e70ff", 16);
    EvmCall call = EvmCall.of(token, "balanceOf(address)", NOBODY);
    RpcCall overridden =
        RpcCall.of(
            "eth_call",
            Map.of("to", call.to(), "data", call.data()),
            "latest",
            Map.of(NOBODY, Map.of("balance", "0x" + given.toString(16))));
    return session.batch(List.of(overridden)).get(0) instanceof RpcReply.Result result
        && result.value().asText().length() == 66
        && AbiWords.parse(result.value().asText()).word(0).equals(given);
  }

  private static Optional<BigInteger> word(EvmRpc.ViewReply reply) {
    return reply instanceof EvmRpc.ViewReply.Data data && data.hex().length() == 66
        ? Optional.of(AbiWords.parse(data.hex()).word(0))
        : Optional.empty();
  }
}
