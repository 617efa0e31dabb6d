package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which implementation the tokens of a market have, as they say themselves, and so how they round.
 *
 * <p>{@code ATOKEN_REVISION} is 4 from version 3.5 on, which brought the rounding by direction to
 * supply and debt of a reserve together; the debt token's own number is not used, since that of GHO
 * runs one ahead. A Pool that names the strategy of all reserves is one of 3.4 or later, which
 * brought another way to compound; its own numbers were given twice. What does not tell its
 * version, and a debt of which a share of the interest is forgiven (GHO before 3.4), cannot be
 * folded: its balances are read.
 */
final class Versions {
  private static final BigInteger UNKNOWN = BigInteger.ONE.negate();
  private static final BigInteger DIRECTED = BigInteger.valueOf(4);

  private final AaveTables tables;
  private final String pool;

  Versions(AaveTables tables, String pool) {
    this.tables = tables;
    this.pool = pool;
  }

  /** The implementation at an address has changed: what it is will be asked again. */
  void upgraded(String contract, Origin origin, RowEditor rows) {
    if (contract.equals(pool)) {
      Readings.forget(rows, tables.compounding());
    }
    rows.get(tables.carrier(contract))
        .ifPresent(row -> upgraded(contract, Carrier.of(row), origin, rows));
  }

  private void upgraded(String token, Carrier carrier, Origin origin, RowEditor rows) {
    Readings.forget(rows, tables.revision(carrier.asset()));
    Readings.forget(rows, tables.discount(token));
    Doubts.raise(rows, token, origin);
  }

  /** Plans to ask tokens that have not told yet. */
  void discover(Rows rows, ViewPlan plan) {
    plan.ask(
        rows,
        tables.compounding(),
        EvmCall.of(pool, "RESERVE_INTEREST_RATE_STRATEGY()"),
        answer -> List.of(answer.map(Versions::isThere).orElse(BigInteger.ZERO)));
    for (Map.Entry<String, Row> entry : rows.items(tables.carriers(), AaveTables.ALL).entrySet()) {
      String token = entry.getKey();
      Carrier carrier = Carrier.of(entry.getValue());
      switch (carrier.kind()) {
        case A_TOKEN ->
            plan.ask(
                rows,
                tables.revision(carrier.asset()),
                EvmCall.of(token, "ATOKEN_REVISION()"),
                answer -> List.of(answer.map(words -> words.word(0)).orElse(UNKNOWN)));
        case VARIABLE_DEBT ->
            plan.ask(
                rows,
                tables.discount(token),
                EvmCall.of(token, "getDiscountToken()"),
                answer -> List.of(answer.map(Versions::isThere).orElse(BigInteger.ZERO)));
        case STABLE_DEBT -> {}
      }
    }
  }

  private static BigInteger isThere(AbiWords words) {
    return words.word(0).signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
  }

  /** How the pool compounds, as far as it is known. */
  Compounding compounding(Rows rows) {
    return rows.get(tables.compounding()).filter(row -> row.word(0).signum() > 0).isPresent()
        ? Compounding.EXPONENTIAL
        : Compounding.BINOMIAL;
  }

  /** How the token rounds, as far as it is known. */
  Rounding rounding(Carrier carrier, Rows rows) {
    boolean directed =
        revision(carrier, rows).filter(r -> r.word(0).compareTo(DIRECTED) >= 0).isPresent();
    if (!directed) {
      return Rounding.HALF_UP;
    }
    return carrier.kind() == Carrier.Kind.A_TOKEN ? Rounding.DOWN : Rounding.UP;
  }

  /** Whether balances are read at every block, because they cannot be folded. */
  boolean isRead(String token, Carrier carrier, Rows rows) {
    if (Doubts.isReadAlways(rows, token)) {
      return true;
    }
    return revision(carrier, rows).filter(r -> r.word(0).equals(UNKNOWN)).isPresent()
        || rows.get(tables.discount(token)).filter(r -> r.word(0).signum() > 0).isPresent();
  }

  /**
   * Whether the scaled balance is to be read: the contract is in doubt, or blocks were folded
   * before it was known how it rounds.
   */
  boolean isScaledDue(String token, Carrier carrier, String account, Rows rows) {
    long known =
        rounding(carrier, rows) == Rounding.HALF_UP
            ? -1
            : revision(carrier, rows).map(row -> row.origin().height()).orElse(-1L);
    return Doubts.isDueSince(rows, token, account, known);
  }

  private Optional<Row> revision(Carrier carrier, Rows rows) {
    RowKey key = tables.revision(carrier.asset());
    return rows.get(key);
  }
}
