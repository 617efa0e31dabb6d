package io.setoff.risk.totals;

import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Books of many accounts for tests. */
final class StakedBooks {
  static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  static final UnderlyingId USDC = new UnderlyingId("crypto:USDC");
  static final VenueId LENDING = new VenueId(ChainId.evm(1), "aave-v3", "core");
  static final VenueId OTHER_LENDING = new VenueId(ChainId.evm(2), "aave-v3", "core");
  static final VenueId PERPS = new VenueId(ChainId.evm(2), "perp-v2", "core");
  private static final List<VenueId> VENUES = List.of(LENDING, OTHER_LENDING, PERPS);

  private StakedBooks() {}

  static boolean isIn(Group group, ExposureLine line) {
    return switch (group.dimension()) {
      case ALL -> true;
      case VENUE -> line.venue().toString().equals(group.id());
      case PROTOCOL -> line.venue().protocol().equals(group.id());
      case NETTING_SET -> line.nettingSet().equals(group.id());
    };
  }

  static AccountStakes holding(String account, String eth) {
    return new AccountStakes(
        account, List.of(new ExposureLine(LENDING, "", ETH, new BigDecimal(eth))), List.of(), true);
  }

  /** Three parts, which may be empty. */
  static List<List<AccountStakes>> split(List<AccountStakes> book, Random random) {
    List<List<AccountStakes>> parts =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    book.forEach(account -> parts.get(random.nextInt(parts.size())).add(account));
    return parts;
  }

  static Arbitrary<List<AccountStakes>> accounts(int most) {
    Arbitrary<BigDecimal> delta =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1000"), new BigDecimal("1000"))
            .ofScale(6);
    Arbitrary<ExposureLine> line =
        Combinators.combine(
                Arbitraries.of(VENUES),
                Arbitraries.of("", "desk"),
                Arbitraries.of(ETH, USDC),
                delta)
            .as(ExposureLine::new);
    return Combinators.combine(
            line.list().ofMaxSize(6),
            lending("x").list().ofMaxSize(1),
            perpetual("x").list().ofMaxSize(1),
            Arbitraries.of(true, true, false))
        .as(
            (lines, lent, perpetuals, isComplete) -> {
              List<MarginedBook> books = new ArrayList<>(lent);
              books.addAll(perpetuals);
              return new AccountStakes("x", lines, books, isComplete);
            })
        .list()
        .ofMaxSize(most)
        .map(StakedBooks::named);
  }

  private static List<AccountStakes> named(List<AccountStakes> accounts) {
    List<AccountStakes> named = new ArrayList<>();
    for (AccountStakes each : accounts) {
      named.add(
          new AccountStakes("0x" + named.size(), each.lines(), each.books(), each.isComplete()));
    }
    return named;
  }

  private static Arbitrary<BigDecimal> amount(int most) {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(most)).ofScale(6);
  }

  /** ETH and dollars supplied, ETH and dollars owed; the dollars sometimes without a price. */
  static Arbitrary<LendingBook> lending(String account) {
    return Combinators.combine(amount(10), amount(20_000), amount(10), amount(20_000))
        .flatAs(
            (eth, usd, ethOwed, usdOwed) ->
                Arbitraries.of(
                        Optional.of(BigDecimal.ONE),
                        Optional.of(BigDecimal.ONE),
                        Optional.<BigDecimal>empty())
                    .map(
                        px ->
                            new LendingBook(
                                account,
                                LENDING,
                                List.of(
                                    asset(ETH, eth, ethOwed, Optional.of(new BigDecimal("3000"))),
                                    asset(USDC, usd, usdOwed, px)))));
  }

  /** ETH against dollars: falling prices alone can liquidate it. */
  static LendingBook longEth(String account, BigDecimal eth, BigDecimal usdOwed) {
    return new LendingBook(
        account,
        LENDING,
        List.of(
            asset(ETH, eth, BigDecimal.ZERO, Optional.of(new BigDecimal("3000"))),
            asset(USDC, BigDecimal.ZERO, usdOwed, Optional.of(BigDecimal.ONE))));
  }

  static LendingBook.Asset asset(
      UnderlyingId underlying, BigDecimal supplied, BigDecimal owed, Optional<BigDecimal> px) {
    return new LendingBook.Asset(
        underlying, supplied, owed, new BigDecimal("0.825"), new BigDecimal("0.05"), px);
  }

  static Arbitrary<PerpetualBook> perpetual(String account) {
    return Combinators.combine(
            amount(5_000),
            amount(2_000),
            Arbitraries.bigDecimals()
                .between(new BigDecimal("-10"), new BigDecimal("10"))
                .ofScale(4))
        .as(
            (equity, maintenance, size) -> {
              TreeMap<UnderlyingId, Flow> open = new TreeMap<>();
              open.put(ETH, new Flow(size, size.multiply(new BigDecimal("3000"))));
              return new PerpetualBook(
                  account, PERPS, Optional.of(new PerpetualBook.Margin(equity, maintenance)), open);
            });
  }
}
