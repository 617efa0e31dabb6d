package io.setoff.risk.mapping;

import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import io.setoff.model.ConcentratedLiquidity;
import io.setoff.model.Detail;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.risk.exposure.Books;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** Positions of every kind that an adapter makes. */
final class MappedBooks {
  private MappedBooks() {}

  static Position supply(AssetId asset, BigInteger units, int decimals, String threshold) {
    Leg leg = new Leg(LegRole.COLLATERAL, asset, "T", Amount.of(units, decimals), true, List.of());
    return lend(PositionKind.LEND, leg, threshold, "0.05", "supply " + asset);
  }

  static Position debt(AssetId asset, BigInteger units, int decimals, String key) {
    Leg leg = Leg.of(LegRole.DEBT, asset, "T", Amount.of(units.negate(), decimals));
    return lend(PositionKind.BORROW, leg, "0", "0", key);
  }

  private static Position lend(
      PositionKind kind, Leg leg, String threshold, String bonus, String key) {
    Detail.Lend detail =
        new Detail.Lend(
            leg.asset(),
            leg.amount().units().abs(),
            BigInteger.TEN.pow(27),
            false,
            new BigDecimal(threshold),
            new BigDecimal(bonus));
    return Books.position(Books.A, "aave-v3", kind, detail, key, leg);
  }

  static Position cash(AssetId asset, BigInteger signed, int decimals) {
    Leg leg =
        new Leg(LegRole.MARGIN_CASH, asset, "T", Amount.of(signed, decimals), true, List.of());
    return Books.position(Books.B, "perp", PositionKind.MARGIN, new Detail.None(), "margin", leg);
  }

  /** A WETH/USDC range with its fees. */
  static Position range(BigInteger liquidity, String lower, String upper, String pool) {
    Detail.Range detail = detail(liquidity, lower, upper, pool, -12);
    Leg weth = Leg.of(LegRole.PRINCIPAL, Books.WETH_B, "WETH", Amount.of(amount0(detail), 18));
    Leg usdc = Leg.of(LegRole.PRINCIPAL, Books.USDC_B, "USDC", Amount.of(amount1(detail), 6));
    Leg share =
        new Leg(
            LegRole.PRINCIPAL,
            AssetId.erc721(Books.B, "0x" + "f".repeat(40), "1"),
            "WETH/USDC #1",
            Amount.of(BigInteger.ONE, 0),
            false,
            List.of(weth, usdc));
    Leg fees =
        Leg.of(
            LegRole.FEES_OWED, Books.USDC_B, "USDC", Amount.of(BigInteger.valueOf(1_234_567), 6));
    return Books.position(
        Books.B, "uniswap-v3", PositionKind.LP_RANGE, detail, lower + upper, share, fees);
  }

  /** An ETH perpetual, taken and made; the maker owes {@code baseDebt} units of 1e-18 ETH. */
  static Position perp(
      BigInteger taker,
      BigInteger liquidity,
      BigInteger baseDebt,
      String lower,
      String upper,
      String pool) {
    Detail.Range range = detail(liquidity, lower, upper, pool, 0);
    BigInteger maker = amount0(range).subtract(baseDebt);
    VenueId venue = new VenueId(Books.B, "perp", "core");
    return Books.position(
        Books.B,
        "perp",
        PositionKind.PERP,
        new Detail.Perp(
            "ETH", Books.ETH, new BigDecimal(taker, 18), new BigDecimal(maker, 18), List.of(range)),
        "ETH",
        Leg.of(
            LegRole.NOTIONAL,
            AssetId.perp(venue, "ETH", "USDC"),
            "ETH-PERP",
            Amount.of(taker.add(maker), 18)));
  }

  private static Detail.Range detail(
      BigInteger liquidity, String lower, String upper, String pool, int power) {
    return new Detail.Range(
        "0xpool", "1", liquidity, 0, 1, sqrt(lower, power), sqrt(upper, power), sqrt(pool, power));
  }

  private static BigInteger amount0(Detail.Range range) {
    return ConcentratedLiquidity.amount0(
        range.liquidity(), range.sqrtLowerX96(), range.sqrtUpperX96(), range.sqrtPriceX96());
  }

  /** Base that the makers' ranges of a perpetual hold, 1e-18 units. */
  static BigInteger baseInPool(Position perp) {
    return ((Detail.Perp) perp.detail())
        .makerRanges().stream().map(MappedBooks::amount0).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger amount1(Detail.Range range) {
    return ConcentratedLiquidity.amount1(
        range.liquidity(), range.sqrtLowerX96(), range.sqrtUpperX96(), range.sqrtPriceX96());
  }

  /** Q64.96 square root of {@code price * 10^power}. */
  private static BigInteger sqrt(String price, int power) {
    return new BigDecimal(price)
        .scaleByPowerOfTen(power)
        .sqrt(new MathContext(60))
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(96)))
        .toBigInteger();
  }
}
