package io.setoff.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.PriceObservation;
import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

/** What makes an answer incomplete, and what anybody can send to anybody. */
class ValuedPositionTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private static ChosenPrices prices(PriceObservation... observations) {
    return ChosenPrices.choose(Books.GRAPH, List.of(observations), new BigDecimal("0.02"));
  }

  private static List<GapKind> incompleteBy(Position position, ChosenPrices prices) {
    return incompleteBy(prices, position);
  }

  private static List<GapKind> incompleteBy(ChosenPrices prices, Position... positions) {
    List<ValuedPosition> valued =
        Arrays.stream(positions).map(new Valuation(prices)::value).toList();
    LendingCover cover = LendingCover.of(valued);
    return valued.stream().flatMap(each -> each.incompleteBy(cover)).map(Gap::kind).toList();
  }

  private static Position spot(AssetId asset, BigInteger units) {
    return Books.spot(Books.A, asset, units, 18, "sent by anybody");
  }

  private static Position lent(LegRole role, PositionKind kind, BigInteger units) {
    Leg leg = Leg.of(role, Books.MYST, "MYST", Amount.of(units, 18));
    return Books.position(Books.A, "aave-v3", kind, new Detail.None(), "lent", leg);
  }

  @Example
  void anAssetWithoutPriceIsShownAndChangesNothing() {
    Position myst = spot(Books.MYST, BigInteger.ONE);
    assertThat(new Valuation(prices()).value(myst).gaps())
        .extracting(Gap::kind)
        .containsExactly(GapKind.UNPRICED);
    assertThat(incompleteBy(myst, prices())).isEmpty();
  }

  @Example
  void aDebtAndADerivativeWithoutPriceLeaveTheAnswerIncomplete() {
    assertThat(incompleteBy(lent(LegRole.DEBT, PositionKind.BORROW, ETHER.negate()), prices()))
        .containsExactly(GapKind.UNPRICED);
    assertThat(incompleteBy(Books.perp(Books.B, ETHER.negate(), "short"), prices()))
        .containsExactly(GapKind.UNPRICED);
  }

  private static Position atAave(LegRole role, PositionKind kind, AssetId asset, BigInteger units) {
    Leg leg = Leg.of(role, asset, "token", Amount.of(units, 18));
    return Books.position(Books.A, "aave-v3", kind, new Detail.None(), kind + " " + asset, leg);
  }

  /** The attack: {@code supply(asset, 1, victim)}, or one base unit of its aToken. */
  @Example
  void dustThatIsSuppliedOnBehalfOfAnAccountChangesNothing() {
    ChosenPrices priced =
        prices(Books.price(0, UnderlyingId.of(Books.WETH_A), "3000", Duration.ZERO));
    Position dust = lent(LegRole.COLLATERAL, PositionKind.LEND, BigInteger.ONE);
    Position supply = atAave(LegRole.COLLATERAL, PositionKind.LEND, Books.WETH_A, ETHER);
    Position debt =
        atAave(LegRole.DEBT, PositionKind.BORROW, Books.WETH_A, ETHER.shiftRight(1).negate());
    assertThat(incompleteBy(priced, dust)).as("nothing is owed").isEmpty();
    assertThat(incompleteBy(priced, supply, debt, dust)).as("what is owed is covered").isEmpty();
    assertThat(incompleteBy(priced, debt, dust))
        .as("the debt may rest on it")
        .containsExactly(GapKind.UNPRICED);
    assertThat(
            incompleteBy(priced, supply, lent(LegRole.DEBT, PositionKind.BORROW, ETHER.negate())))
        .as("nobody knows how much is owed")
        .containsExactly(GapKind.UNPRICED);
  }

  /** The feed may be stale just now for which somebody sends a base unit. */
  @Example
  void doubtsAboutLessThanADollarsWorthChangeNothing() {
    AssetId weth = Books.WETH_B;
    UnderlyingId node = UnderlyingId.of(weth);
    ChosenPrices stale = prices(Books.price(0, node, "3000", Duration.ofDays(9)));
    ChosenPrices disputed =
        prices(
            Books.price(0, node, "3000", Duration.ZERO), Books.price(1, node, "1", Duration.ZERO));
    assertThat(incompleteBy(spot(weth, BigInteger.ONE), stale)).isEmpty();
    assertThat(incompleteBy(spot(weth, BigInteger.ONE), disputed)).isEmpty();
    assertThat(incompleteBy(spot(weth, ETHER), stale)).containsExactly(GapKind.STALE);
    assertThat(incompleteBy(spot(weth, ETHER), disputed)).containsExactly(GapKind.PRICE_DISPUTED);
  }

  /** The value of a debt is never small enough: it may be of anything. */
  @Example
  void whatIsNoFreeAssetIsNeverDust() {
    Position debt =
        Books.position(
            Books.B,
            "aave-v3",
            PositionKind.BORROW,
            new Detail.None(),
            "debt",
            Leg.of(LegRole.DEBT, Books.WETH_B, "WETH", Amount.of(BigInteger.ONE.negate(), 18)));
    ChosenPrices stale =
        prices(Books.price(0, UnderlyingId.of(Books.WETH_B), "3000", Duration.ofDays(9)));
    assertThat(incompleteBy(debt, stale)).containsExactly(GapKind.STALE);
  }
}
