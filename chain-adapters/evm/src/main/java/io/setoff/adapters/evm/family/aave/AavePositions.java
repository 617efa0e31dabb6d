package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** The positions of accounts, from rows. */
final class AavePositions {
  private static final BigInteger NO_DEBT = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final VenueId venue;
  private final TokenDirectory tokens;
  private final AaveTables tables;
  private final AaveBalances balances;

  AavePositions(VenueId venue, TokenDirectory tokens, AaveTables tables, AaveBalances balances) {
    this.venue = venue;
    this.tokens = tokens;
    this.tables = tables;
    this.balances = balances;
  }

  void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    String address = account.address();
    Optional<Margin> margin = margin(account, rows);
    boolean any = false;
    for (Map.Entry<String, Row> entry : rows.items(tables.scaledBalances(), address).entrySet()) {
      String token = entry.getKey();
      Carrier held = balances.carrier(token, rows);
      int sign =
          balances.read(address, token, held, rows).orElse(entry.getValue()).word(0).signum();
      if (sign > 0) {
        any = true;
        out.position(scaled(account, block, token, entry.getValue(), margin, rows));
      } else if (sign < 0) {
        out.gap(
            venue,
            new Gap(
                GapKind.PARTIAL_READ,
                tokens.token(held.asset(), rows).asset().value(),
                "the logs of " + token + " let more go out than the account had"));
      }
    }
    for (Map.Entry<String, Row> entry : rows.items(tables.stableDebts(), address).entrySet()) {
      if (entry.getValue().word(0).signum() > 0) {
        any = true;
        out.position(stable(account, block, entry.getKey(), entry.getValue(), margin, rows));
      }
    }
    if (any && margin.isEmpty()) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNREAD,
              account.toString(),
              "the health factor was not read yet at block " + block.height()));
    }
    RowKey key = tables.health(address);
    Readings.failedSince(rows, key)
        .ifPresent(
            height ->
                out.gap(
                    venue,
                    new Gap(
                        GapKind.PARTIAL_READ,
                        account.toString(),
                        "the read of the health factor fails since block " + height)));
  }

  private Position scaled(
      AccountId account,
      BlockRef block,
      String carrier,
      Row row,
      Optional<Margin> margin,
      Rows rows) {
    Carrier held = balances.carrier(carrier, rows);
    String asset = held.asset();
    Row reserveRow =
        rows.get(tables.reserve(asset))
            .orElseThrow(() -> new IllegalStateException(asset + " has holders and no index"));
    Reserve reserve = Reserve.of(reserveRow);
    boolean debt = held.kind() == Carrier.Kind.VARIABLE_DEBT;
    BigInteger index = balances.index(held, reserve, block, rows);
    Optional<Row> read = balances.read(account.address(), carrier, held, rows);
    BigInteger balance = balances.of(read, row, index, held, rows);
    Token token = tokens.token(asset, rows);
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, debt ? PositionKind.BORROW : PositionKind.LEND)
            .from(row)
            .from(reserveRow);
    read.ifPresent(position::from);
    balances.failedSince(account.address(), carrier, held, rows).ifPresent(position::unknownSince);
    if (read.isEmpty() && balances.isRead(carrier, held, rows)) {
      position.gap(
          GapKind.UNREAD, token.asset().value(), token.symbol() + " is to be read, and is not yet");
    }
    margin.ifPresent(position::margin);
    if (debt) {
      return position
          .label(token.symbol() + " debt")
          .borrowed(token, balance)
          .detail(detail(carrier, row, index, false, CollateralTerms.NONE))
          .build();
    }
    Optional<Row> flag = rows.get(tables.collateralFlag(account.address(), asset));
    Optional<Row> terms = CollateralTerms.row(tables, account.address(), asset, rows);
    flag.ifPresent(position::from);
    terms.ifPresent(position::from);
    boolean collateral = flag.map(f -> f.word(0).signum() > 0).orElse(false);
    return position
        .label(token.symbol() + (collateral ? " collateral" : " supplied"))
        .supplied(token, balance, collateral)
        .detail(
            detail(
                carrier,
                row,
                index,
                false,
                terms.map(CollateralTerms::of).orElse(CollateralTerms.NONE)))
        .build();
  }

  private Position stable(
      AccountId account,
      BlockRef block,
      String carrier,
      Row row,
      Optional<Margin> margin,
      Rows rows) {
    Token token = tokens.token(balances.carrier(carrier, rows).asset(), rows);
    BigInteger index =
        RayMath.compoundedInterest(row.word(1), Reserve.secondsSince(row.word(2), block));
    PositionBuilder position =
        new PositionBuilder(venue, account, carrier, PositionKind.BORROW)
            .label(token.symbol() + " debt, stable rate")
            .from(row)
            .borrowed(token, RayMath.mul(row.word(0), index))
            .detail(detail(carrier, row, index, true, CollateralTerms.NONE));
    margin.ifPresent(position::margin);
    return position.build();
  }

  private Detail.Lend detail(
      String carrier, Row row, BigInteger index, boolean stableRate, CollateralTerms terms) {
    return new Detail.Lend(
        AssetId.erc20(venue.chain(), carrier),
        row.word(0),
        index,
        stableRate,
        terms.threshold(),
        terms.bonus());
  }

  private Optional<Margin> margin(AccountId account, Rows rows) {
    return rows.get(tables.health(account.address()))
        .map(row -> row.word(0))
        .map(
            health ->
                new Margin(
                    MarginMode.CROSS,
                    venue + "/" + account.address(),
                    UnderlyingId.USD.value(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    health.equals(NO_DEBT)
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(health, 18))));
  }
}
