package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.rpc.RpcCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Contracts of one deployment that name each other: who asks the first for the next, and so on,
 * arrives at one that is configured.
 *
 * @param contract that is asked first
 * @param getters of an address each, {@code factory()}; each is asked of the contract that the one
 *     before has named
 * @param expected the configured contract, canonical
 * @param key under which it is configured
 */
public record Reference(String contract, List<String> getters, String expected, String key) {
  public Reference {
    getters = List.copyOf(getters);
  }

  /** A reference of one step. */
  public static Reference of(String contract, String getter, String expected, String key) {
    return new Reference(contract, List.of(getter), expected, key);
  }

  /** Asks a view; the call lacks the block. */
  public interface Views {
    EvmRpc.ViewReply ask(RpcCall call);
  }

  /**
   * That another contract is named, as a sentence. A contract that does not answer contradicts
   * nothing: some forks do not tell.
   */
  public Optional<String> contradiction(Views views) {
    String named = contract;
    for (String getter : getters) {
      EvmCall call = EvmCall.of(named, getter);
      EvmRpc.ViewReply reply =
          views.ask(RpcCall.of("eth_call", Map.of("to", call.to(), "data", call.data())));
      if (!(reply instanceof EvmRpc.ViewReply.Data data)
          || AbiWords.parse(data.hex()).size() != 1) {
        return Optional.empty();
      }
      named = AbiWords.parse(data.hex()).address(0);
    }
    return named.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but %s of %s is %s"
                .formatted(key, expected, String.join(" ", getters), contract, named));
  }
}
