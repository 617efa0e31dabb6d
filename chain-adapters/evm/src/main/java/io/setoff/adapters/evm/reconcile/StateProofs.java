package io.setoff.adapters.evm.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.proof.ProofException;
import io.setoff.adapters.evm.proof.StateProof;
import io.setoff.adapters.evm.view.PinnedReads;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcUntrustedException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proves balances by a block's state root. Where a token keeps them is found out: it is the place
 * that once held the very balance that was folded. Thread-safe.
 */
final class StateProofs {
  /** Smaller balances may stand in many places. */
  private static final BigInteger TELLING = BigInteger.TWO.pow(16);

  /** Searches without a find, after which a token's balances are taken to be elsewhere. */
  private static final int MOST_SEARCHES = 3;

  private static final System.Logger LOG = System.getLogger(StateProofs.class.getName());

  private final PinnedReads reads;

  /** Providers of which it was said that they prove nothing. */
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();

  /** Searches without a find, by token; one that a node refused is none. */
  private final Map<String, Integer> searches = new ConcurrentHashMap<>();

  /** By token, an index into {@link BalanceSlots#of}. */
  private final Map<String, Integer> places = new ConcurrentHashMap<>();

  /** Proves nothing yet. */
  StateProofs(PinnedReads reads) {
    this.reads = reads;
  }

  /** The native balance of an account; empty when the node proves nothing. */
  Optional<BigInteger> nativeBalance(RpcSession session, EvmHeader at, String account) {
    return proof(session, at, account, List.of())
        .map(answer -> checked(() -> StateProof.balance(root(at), account, answer)));
  }

  /** Whether the state proves that the account holds {@code balance} of the token. */
  boolean holds(
      RpcSession session, EvmHeader at, String token, String account, BigInteger balance) {
    List<String> slots = BalanceSlots.of(account);
    Integer known = places.get(token);
    if (known != null) {
      List<String> slot = List.of(slots.get(known));
      return proof(session, at, token, slot)
          .map(answer -> find(at, token, slot, balance, answer).isPresent())
          .orElse(false);
    }
    if (balance.compareTo(TELLING) < 0 || searches.getOrDefault(token, 0) >= MOST_SEARCHES) {
      return false;
    }
    Optional<JsonNode> answer = proof(session, at, token, slots);
    if (answer.isEmpty()) {
      return false;
    }
    OptionalInt found = find(at, token, slots, balance, answer.get());
    found.ifPresentOrElse(
        place -> places.put(token, place), () -> searches.merge(token, 1, Integer::sum));
    return found.isPresent();
  }

  private static OptionalInt find(
      EvmHeader at, String token, List<String> slots, BigInteger value, JsonNode answer) {
    for (int i = 0; i < slots.size(); i++) {
      int index = i;
      BigInteger word =
          checked(() -> StateProof.storage(root(at), token, slots.get(index), answer, index));
      if (word.equals(value)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private Optional<JsonNode> proof(
      RpcSession session, EvmHeader at, String address, List<String> slots) {
    RpcCall call = RpcCall.of("eth_getProof", address, slots);
    return switch (reads.ask(session, at.ref(), List.of(call)).get(0)) {
      case RpcReply.Result result -> Optional.of(result.value());
      case RpcReply.Failure failure -> {
        if (refusing.add(session.provider())) {
          LOG.log(
              System.Logger.Level.WARNING,
              "%s refuses eth_getProof, so that its balances are compared and not proved: %s"
                  .formatted(session.provider(), failure.message()));
        }
        yield Optional.empty();
      }
    };
  }

  private static byte[] root(EvmHeader header) {
    return Hex.bytes(header.stateRoot().orElseThrow());
  }

  private interface Check {
    BigInteger prove();
  }

  private static BigInteger checked(Check check) {
    try {
      return check.prove();
    } catch (ProofException e) {
      throw new RpcUntrustedException("a proof of state: " + e.getMessage());
    }
  }
}
