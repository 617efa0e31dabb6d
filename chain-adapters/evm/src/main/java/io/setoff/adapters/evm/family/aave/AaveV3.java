package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ListCheck;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One Aave v3 market.
 *
 * <p>A balance is scaled balance x index, and the index moves with time, so a balance changes
 * without a log. Scaled balances are folded ({@link AaveFold}); interest is computed as the
 * contracts do, from ReserveDataUpdated and the block's time. Sources: ScaledBalanceTokenBase.sol,
 * AToken.sol, StableDebtToken.sol, ReserveLogic.sol of aave-v3-core 1.19.
 */
final class AaveV3 implements EvmVenue {
  private static final String PROVIDER = "ADDRESSES_PROVIDER()";

  private final VenueId venue;
  private final String pool;
  private final String configurator;
  private final TokenDirectory tokens;
  private final AaveTables tables;
  private final Versions versions;
  private final AaveBalances balances;
  private final AavePositions positions;
  private final EventFold events;

  /**
   * A market.
   *
   * @param pool the Pool proxy, canonical address
   * @param configurator the PoolConfigurator proxy, canonical address
   */
  AaveV3(VenueId venue, String pool, String configurator, TokenDirectory tokens) {
    this.venue = venue;
    this.pool = pool;
    this.configurator = configurator;
    this.tokens = tokens;
    this.tables = AaveTables.of(venue);
    this.versions = new Versions(tables, pool);
    this.balances = new AaveBalances(tables, versions);
    this.positions = new AavePositions(venue, tokens, tables, balances);
    this.events = new AaveFold(tables, tokens, versions).events();
    new CollateralFold(tables).register(events);
  }

  @Override
  public VenueId venue() {
    return venue;
  }

  @Override
  public EventFold events() {
    return events;
  }

  @Override
  public Set<String> indexTables() {
    return Set.of(tables.reserves());
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    SortedSet<String> addresses =
        new TreeSet<>(rows.items(tables.carriers(), AaveTables.ALL).keySet());
    addresses.add(pool);
    addresses.add(configurator);
    return addresses;
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    rows.items(tables.carriers(), AaveTables.ALL).values().stream()
        .map(row -> Carrier.of(row).asset())
        .distinct()
        .filter(asset -> Doubts.isDue(rows, pool, asset))
        .forEach(
            asset ->
                plan.reread(
                    tables.reserve(asset), reserveData(asset), 7, Reserve::read, pool, asset));
    for (String account : tracked) {
      rows.items(tables.scaledBalances(), account)
          .keySet()
          .forEach(token -> refreshBalance(account, token, rows, plan));
      if (rows.items(tables.scaledBalances(), account).isEmpty()
          && rows.items(tables.stableDebts(), account).isEmpty()) {
        continue;
      }
      plan.refresh(
          tables.health(account),
          EvmCall.of(pool, "getUserAccountData(address)", account),
          6,
          words -> Optional.of(List.of(words.word(5))));
    }
  }

  @Override
  public void forget(String account, RowEditor rows) {
    Readings.forget(rows, tables.health(account));
    Readings.forgetItems(rows, tables.balances(), account);
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    versions.discover(rows, plan);
  }

  private EvmCall reserveData(String asset) {
    return EvmCall.of(pool, "getReserveData(address)", asset);
  }

  /** Reads what cannot be folded, and what is in doubt. */
  private void refreshBalance(String account, String token, RowEditor rows, ViewPlan plan) {
    Carrier held = balances.carrier(token, rows);
    if (versions.isRead(token, held, rows)) {
      plan.reread(
          tables.balance(account, token),
          EvmCall.of(token, "balanceOf(address)", account),
          1,
          words -> Optional.of(List.of(words.word(0))),
          token,
          account);
    } else if (versions.isScaledDue(token, held, account, rows)) {
      plan.reread(
          tables.scaledBalance(account, token),
          EvmCall.of(token, "scaledBalanceOf(address)", account),
          1,
          words -> Optional.of(List.of(words.word(0))),
          token,
          account);
    }
  }

  @Override
  public List<Reference> references() {
    return List.of(
        new Reference(pool, List.of(PROVIDER, "getPool()"), pool, "pool"),
        new Reference(
            pool, List.of(PROVIDER, "getPoolConfigurator()"), configurator, "configurator"));
  }

  @Override
  public List<ListCheck> lists(Rows rows) {
    SortedSet<String> assets = new TreeSet<>();
    rows.items(tables.carriers(), AaveTables.ALL)
        .values()
        .forEach(row -> assets.add(Carrier.of(row).asset()));
    return List.of(new ListCheck(venue, "reserves", EvmCall.of(pool, "getReservesList()"), assets));
  }

  /** Balances with their interest, of what the account holds and of what it does not. */
  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    for (Map.Entry<String, Row> entry : rows.items(tables.carriers(), AaveTables.ALL).entrySet()) {
      String carrier = entry.getKey();
      Carrier held = Carrier.of(entry.getValue());
      checks.add(
          new ViewCheck(
              venue,
              tokens.token(held.asset(), rows).asset().value(),
              "%s of %s at %s"
                  .formatted(
                      held.kind() == Carrier.Kind.A_TOKEN ? "the supply" : "the debt",
                      tokens.token(held.asset(), rows).symbol(),
                      venue),
              EvmCall.of(carrier, "balanceOf(address)", account),
              0,
              balances.of(account, block, carrier, held, rows)));
    }
    return checks;
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    positions.read(account, block, rows, out);
  }
}
