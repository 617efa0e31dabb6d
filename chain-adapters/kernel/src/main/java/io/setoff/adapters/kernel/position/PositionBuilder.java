package io.setoff.adapters.kernel.position;

import io.setoff.model.AccountId;
import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Margin;
import io.setoff.model.Origin;
import io.setoff.model.Position;
import io.setoff.model.PositionId;
import io.setoff.model.PositionKind;
import io.setoff.model.PositionState;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Builds one position. Raw amounts go in unsigned where the protocol counts unsigned; the method
 * decides the sign, so that a debt cannot become an asset. A token without decimals adds its gap by
 * itself.
 */
public final class PositionBuilder {
  private final VenueId venue;
  private final AccountId account;
  private final String key;
  private final PositionKind kind;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final MessageDigest raw = sha256();
  private String label = "";
  private PositionState state = PositionState.OPEN;
  private Detail detail = new Detail.None();
  private Optional<Margin> margin = Optional.empty();
  private Optional<Origin> origin = Optional.empty();

  /**
   * A position of {@code account} at {@code venue}.
   *
   * @param key what tells it from the account's other positions there
   */
  public PositionBuilder(VenueId venue, AccountId account, String key, PositionKind kind) {
    this.venue = venue;
    this.account = account;
    this.key = key;
    this.kind = kind;
  }

  public PositionBuilder label(String text) {
    label = text;
    return this;
  }

  /** Names a row that the position was computed from; at least one. */
  public PositionBuilder from(Row row) {
    origin = Optional.of(origin.map(o -> o.latest(row.origin())).orElse(row.origin()));
    raw.update(row.words().toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Holds {@code units} of {@code token}. */
  public PositionBuilder holds(Token token, BigInteger units) {
    return add(LegRole.PRINCIPAL, token, notNegative(units), false);
  }

  /** Has supplied {@code units}, which secure debt when {@code collateral}. */
  public PositionBuilder supplied(Token token, BigInteger units, boolean collateral) {
    LegRole role = collateral ? LegRole.COLLATERAL : LegRole.PRINCIPAL;
    return add(role, token, notNegative(units), collateral);
  }

  /** Owes {@code units}, stated as the positive number that the protocol states. */
  public PositionBuilder borrowed(Token token, BigInteger units) {
    return add(LegRole.DEBT, token, notNegative(units).negate(), false);
  }

  /** Is owed {@code units} of fees. */
  public PositionBuilder feesOwed(Token token, BigInteger units) {
    return add(LegRole.FEES_OWED, token, notNegative(units), false);
  }

  /** Cash of a margin account, signed: a loss can exceed the deposits. */
  public PositionBuilder marginCash(AssetId asset, String symbol, Amount signed) {
    legs.add(new Leg(LegRole.MARGIN_CASH, asset, symbol, signed, true, List.of()));
    return this;
  }

  /** Size of a derivative, signed: long is positive. */
  public PositionBuilder notional(AssetId instrument, String symbol, Amount signed) {
    legs.add(Leg.of(LegRole.NOTIONAL, instrument, symbol, signed));
    return this;
  }

  /** A share that consists of components; each component is unsigned, as the share is an asset. */
  public PositionBuilder share(AssetId asset, String symbol, List<Component> components) {
    List<Leg> parts = new ArrayList<>();
    for (Component component : components) {
      parts.add(
          Leg.of(
              LegRole.PRINCIPAL,
              component.token().asset(),
              component.token().symbol(),
              component.token().amount(notNegative(component.units()))));
      gapFor(component.token());
    }
    legs.add(new Leg(LegRole.PRINCIPAL, asset, symbol, Amount.of(BigInteger.ONE, 0), false, parts));
    return this;
  }

  /**
   * Part of a share.
   *
   * @param token what it is
   * @param units unsigned base units
   */
  public record Component(Token token, BigInteger units) {}

  public PositionBuilder detail(Detail value) {
    detail = value;
    return this;
  }

  public PositionBuilder margin(Margin value) {
    margin = Optional.of(value);
    return this;
  }

  public PositionBuilder gap(GapKind gapKind, String subject, String text) {
    gaps.add(new Gap(gapKind, subject, text));
    return this;
  }

  /** The last read failed: what is here is the last good state. */
  public PositionBuilder unknownSince(long height) {
    state = PositionState.UNKNOWN;
    return gap(
        GapKind.PARTIAL_READ,
        PositionId.of(venue, account, key),
        "the read at block " + height + " failed; the last good state is shown");
  }

  public Position build() {
    return new Position(
        PositionId.of(venue, account, key),
        account,
        venue,
        kind,
        state,
        label,
        legs,
        detail,
        margin,
        origin.orElseThrow(() -> new IllegalStateException("a position comes from rows")),
        gaps,
        HexFormat.of().formatHex(raw.digest()));
  }

  private PositionBuilder add(LegRole role, Token token, BigInteger units, boolean collateral) {
    legs.add(
        new Leg(role, token.asset(), token.symbol(), token.amount(units), collateral, List.of()));
    gapFor(token);
    return this;
  }

  private void gapFor(Token token) {
    Gap gap =
        new Gap(
            GapKind.DECIMALS_UNKNOWN,
            token.asset().value(),
            token.symbol() + " does not tell its decimals; only base units are known");
    if (token.decimals().isEmpty() && !gaps.contains(gap)) {
      gaps.add(gap);
    }
  }

  private static BigInteger notNegative(BigInteger units) {
    if (units.signum() < 0) {
      throw new IllegalArgumentException("an unsigned amount is negative: " + units);
    }
    return units;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
