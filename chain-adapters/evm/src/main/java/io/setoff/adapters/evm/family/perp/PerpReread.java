package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads sizes that are in doubt: what was taken, the orders and the price that they are folded to.
 * What keeps differing is read as a whole at every block.
 */
final class PerpReread {
  /** Words of OpenOrder.Info, and the places of two of them. */
  private static final int ORDER_WORDS = 9;

  private static final int LIQUIDITY = 0;
  private static final int BASE_DEBT = 7;

  private static final int SLOT0_WORDS = 7;

  private final PerpV2Contracts contracts;
  private final List<PerpMarket> markets;
  private final PerpTables tables;

  PerpReread(PerpV2Contracts contracts, List<PerpMarket> markets, PerpTables tables) {
    this.contracts = contracts;
    this.markets = List.copyOf(markets);
    this.tables = tables;
  }

  /** The order book is named by the clearing house. */
  void discover(Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        tables.orderBook(),
        EvmCall.of(contracts.clearingHouse(), "getOrderBook()"),
        1,
        words -> Optional.of(words.word(0)).filter(book -> book.signum() != 0).map(List::of));
  }

  /** The size as the contract has it; empty where sizes are folded, and before the first read. */
  Optional<Row> total(String account, String baseToken, Rows rows) {
    return isReadAlways(rows) ? rows.get(tables.total(account, baseToken)) : Optional.empty();
  }

  /** Whether an account has ever been here, by its logs or by what was read. */
  boolean isMember(String account, Rows rows) {
    return rows.get(tables.member(account)).isPresent()
        || rows.items(tables.takers(), account).values().stream()
            .anyMatch(row -> row.word(0).signum() != 0);
  }

  boolean isReadAlways(Rows rows) {
    return Doubts.isReadAlways(rows, contracts.accountBalance());
  }

  void refresh(String account, RowEditor rows, ViewPlan plan) {
    boolean always = isReadAlways(rows);
    for (String contract : List.of(contracts.accountBalance(), contracts.clearingHouse())) {
      if (!always && Doubts.isDue(rows, contract, account)) {
        markets.forEach(market -> parts(account, market.baseToken(), contract, rows, plan));
      }
    }
    if (always && isMember(account, rows)) {
      markets.forEach(market -> whole(account, market.baseToken(), plan));
    }
  }

  private void whole(String account, String baseToken, ViewPlan plan) {
    plan.reread(
        tables.total(account, baseToken),
        of("getTotalPositionSize(address,address)", account, baseToken),
        1,
        words -> Optional.of(List.of(words.signedWord(0))),
        contracts.accountBalance(),
        account);
  }

  private void parts(
      String account, String baseToken, String contract, RowEditor rows, ViewPlan plan) {
    plan.reread(
        tables.taker(account, baseToken),
        of("getTakerPositionSize(address,address)", account, baseToken),
        1,
        words -> Optional.of(List.of(words.signedWord(0))),
        contract,
        account);
    rows.get(tables.orderBook())
        .ifPresent(
            book ->
                rows.items(tables.orders(), account)
                    .values()
                    .forEach(
                        order ->
                            order(
                                account,
                                EvmAddress.of(book.word(0)),
                                MakerOrder.of(order.words()),
                                baseToken,
                                contract,
                                plan)));
    price(baseToken, account, contract, rows, plan);
  }

  /** An order that is gone has no liquidity. */
  private void order(
      String account,
      String book,
      MakerOrder order,
      String baseToken,
      String contract,
      ViewPlan plan) {
    if (!order.baseToken().equals(baseToken)) {
      return;
    }
    plan.reread(
        tables.order(account, baseToken, order.lower(), order.upper()),
        EvmCall.of(
            book,
            "getOpenOrder(address,address,int24,int24)",
            EvmAddress.toWord(account),
            EvmAddress.toWord(baseToken),
            BigInteger.valueOf(order.lower()),
            BigInteger.valueOf(order.upper())),
        ORDER_WORDS,
        words ->
            Optional.of(
                new MakerOrder(
                        baseToken,
                        order.lower(),
                        order.upper(),
                        words.word(LIQUIDITY),
                        words.word(BASE_DEBT))
                    .words()),
        contract,
        account);
  }

  private void price(
      String baseToken, String account, String contract, RowEditor rows, ViewPlan plan) {
    for (Map.Entry<String, Row> pool : rows.items(tables.pools(), PerpTables.ALL).entrySet()) {
      if (EvmAddress.of(pool.getValue().word(0)).equals(baseToken)) {
        plan.reread(
            tables.market(baseToken),
            EvmCall.of(pool.getKey(), "slot0()"),
            SLOT0_WORDS,
            words -> Optional.of(List.of(words.word(0))),
            contract,
            account);
      }
    }
  }

  private EvmCall of(String signature, String account, String baseToken) {
    return EvmCall.of(
        contracts.accountBalance(),
        signature,
        EvmAddress.toWord(account),
        EvmAddress.toWord(baseToken));
  }
}
