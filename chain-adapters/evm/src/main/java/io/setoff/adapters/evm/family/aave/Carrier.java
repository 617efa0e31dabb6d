package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.store.Row;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A token that carries balances of a reserve.
 *
 * @param kind what holding it means
 * @param asset the reserve's asset, canonical address
 */
record Carrier(Kind kind, String asset) {

  enum Kind {
    A_TOKEN(0),
    VARIABLE_DEBT(1),
    STABLE_DEBT(2);

    private final BigInteger stored;

    Kind(int stored) {
      this.stored = BigInteger.valueOf(stored);
    }

    private static Kind of(BigInteger stored) {
      return Arrays.stream(values())
          .filter(kind -> kind.stored.equals(stored))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no kind of carrier: " + stored));
    }
  }

  static Carrier of(Row row) {
    return new Carrier(Kind.of(row.word(0)), EvmAddress.of(row.word(1)));
  }

  List<BigInteger> words() {
    return List.of(kind.stored, EvmAddress.toWord(asset));
  }
}
