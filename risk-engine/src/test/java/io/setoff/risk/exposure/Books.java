package io.setoff.risk.exposure;

import io.setoff.model.AccountId;
import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.Detail;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Origin;
import io.setoff.model.Position;
import io.setoff.model.PositionId;
import io.setoff.model.PositionKind;
import io.setoff.model.PositionState;
import io.setoff.model.PriceObservation;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.IdentityGraph;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Small books for tests: two chains, ETH and USDC on both, a perpetual. */
public final class Books {
  public static final ChainId A = ChainId.evm(1);
  public static final ChainId B = ChainId.evm(2);
  public static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  public static final AssetId WETH_A = AssetId.erc20(A, "0x" + "a".repeat(40));
  public static final AssetId WETH_B = AssetId.erc20(B, "0x" + "b".repeat(40));
  public static final AssetId USDC_A = AssetId.erc20(A, "0x" + "c".repeat(40));
  public static final AssetId USDC_B = AssetId.erc20(B, "0x" + "d".repeat(40));
  public static final AssetId MYST = AssetId.erc20(B, "0x" + "e".repeat(40));
  public static final IdentityGraph GRAPH =
      IdentityGraph.of(
          List.of(
              edge(WETH_A, EdgeKind.NATIVE_WRAP, ETH),
              edge(WETH_B, EdgeKind.NATIVE_WRAP, ETH),
              edge(USDC_B, EdgeKind.CANONICAL_BRIDGE, UnderlyingId.of(USDC_A)),
              edge(USDC_A, EdgeKind.PEG, UnderlyingId.USD)));
  public static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  private Books() {}

  public static Edge edge(AssetId from, EdgeKind kind, UnderlyingId to) {
    return new Edge(UnderlyingId.of(from), kind, to);
  }

  public static PriceObservation price(int rank, UnderlyingId underlying, String px, Duration age) {
    return PriceObservation.good(
        rank,
        underlying,
        new BigDecimal(px),
        NOW.minus(age),
        Duration.ofHours(1),
        NOW,
        "source" + rank);
  }

  public static ChosenPrices prices(String eth, String usdc) {
    return ChosenPrices.choose(
        GRAPH,
        List.of(
            price(0, ETH, eth, Duration.ZERO),
            price(1, UnderlyingId.of(USDC_A), usdc, Duration.ZERO)),
        new BigDecimal("0.02"));
  }

  public static Position position(
      ChainId chain, String protocol, PositionKind kind, Detail detail, String key, Leg... legs) {
    VenueId venue = new VenueId(chain, protocol, "core");
    AccountId account = new AccountId(chain, "0x" + "1".repeat(40));
    return new Position(
        PositionId.of(venue, account, key),
        account,
        venue,
        kind,
        PositionState.OPEN,
        key,
        List.of(legs),
        detail,
        Optional.empty(),
        new Origin(1, "0x00", Optional.empty()),
        List.of(),
        "");
  }

  public static Position spot(
      ChainId chain, AssetId asset, BigInteger units, int decimals, String key) {
    return position(
        chain,
        "wallet",
        PositionKind.SPOT,
        new Detail.None(),
        key,
        Leg.of(LegRole.PRINCIPAL, asset, "T", Amount.of(units, decimals)));
  }

  public static Position perp(ChainId chain, BigInteger size, String key) {
    VenueId venue = new VenueId(chain, "perp", "core");
    return position(
        chain,
        "perp",
        PositionKind.PERP,
        new Detail.Perp("ETH", ETH, new BigDecimal(size, 18), BigDecimal.ZERO, List.of()),
        key,
        Leg.of(
            LegRole.NOTIONAL, AssetId.perp(venue, "ETH", "USDC"), "ETH-PERP", Amount.of(size, 18)));
  }
}
