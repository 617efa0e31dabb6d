package io.setoff.adapters.evm.reconcile;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.rpc.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Where tokens keep balances: in a mapping by address, whose own place differs. Solidity hashes the
 * key before the place, Vyper after it.
 */
final class BalanceSlots {
  /** Balances stand among the first variables, after those of what a token inherits. */
  private static final int PLACES = 64;

  /** The place that OpenZeppelin's upgradeable ERC-20 has since version 5, by ERC-7201. */
  private static final BigInteger NAMESPACED =
      new BigInteger("52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00", 16);

  private BalanceSlots() {}

  /** Keys of all places where the balance of {@code account} may be, always in the same order. */
  static List<String> of(String account) {
    BigInteger holder = EvmAddress.toWord(account);
    List<String> slots = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      slots.add(slot(holder, BigInteger.valueOf(place)));
      slots.add(slot(BigInteger.valueOf(place), holder));
    }
    slots.add(slot(holder, NAMESPACED));
    return slots;
  }

  private static String slot(BigInteger first, BigInteger second) {
    byte[] words = HexFormat.of().parseHex("%064x%064x".formatted(first, second));
    return "0x" + HexFormat.of().formatHex(Keccak.hash(words));
  }
}
