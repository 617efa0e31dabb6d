package io.setoff.gateway.totals;

import io.setoff.gateway.totals.PricedCut.Node;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.LegRole;
import io.setoff.model.Margin;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.risk.exposure.LendingCover;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.totals.AccountStakes;
import io.setoff.risk.totals.ExposureLine;
import io.setoff.risk.totals.Flow;
import io.setoff.risk.totals.LendingBook;
import io.setoff.risk.totals.MarginedBook;
import io.setoff.risk.totals.PerpetualBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what one account adds to the totals. Not thread-safe. */
final class StakesBuilder {
  private static final BigDecimal DUST_USD = BigDecimal.ONE;

  private final String account;
  private final PricedCut prices;
  private final NettingRules rules;
  private final List<ExposureLine> lines = new ArrayList<>();
  private final List<MarginedBook> books = new ArrayList<>();
  private boolean isComplete = true;

  StakesBuilder(String account, PricedCut prices, NettingRules rules) {
    this.account = account;
    this.prices = prices;
    this.rules = rules;
  }

  /** What of a venue leaves it incomplete; the first is enough. */
  Optional<Gap> add(VenueId venue, VenueStake stake) {
    Optional<Gap> problem = stake.gaps().stream().findFirst();
    Lending lending = new Lending();
    TreeMap<UnderlyingId, Flow> open = new TreeMap<>();
    Optional<Margin> margin = Optional.empty();
    boolean isPriced = true;
    for (VenueStake.LentUnits lent : stake.lent()) {
      Node node = prices.of(lent.claim().node());
      line(venue, lent.claim().margined(), node, lent.units());
      lending.add(node, lent.units(), lent.claim().threshold(), lent.claim().bonus());
    }
    LendingCover cover = LendingCover.of(stake.whole());
    for (ValuedPosition valued : stake.whole()) {
      if (problem.isEmpty()) {
        problem = valued.incompleteBy(cover).findFirst();
      }
      AccountKey key = new Claim.Whole(valued.position()).margined();
      for (ValuedLeg leg : valued.legs()) {
        for (ValuedLeg leaf : leg.leaves()) {
          Node node = prices.of(leaf.node());
          BigDecimal delta = leaf.delta().orElse(BigDecimal.ZERO);
          line(venue, key, node, delta);
          if (valued.position().detail() instanceof Detail.Lend lend) {
            boolean collateral = leg.leg().countsAsCollateral();
            lending.add(
                leaf.delta().isPresent() ? node : unknown(node),
                leaf.delta().orElse(BigDecimal.valueOf(leaf.leg().amount().signum())),
                collateral ? lend.liquidationThreshold() : BigDecimal.ZERO,
                collateral ? lend.liquidationBonus() : BigDecimal.ZERO);
          } else if (leaf.leg().role() == LegRole.NOTIONAL) {
            isPriced &= node.px().isPresent() && leaf.delta().isPresent();
            open.merge(
                node.moving(),
                new Flow(delta, delta.multiply(node.px().orElse(BigDecimal.ZERO))),
                (one, other) ->
                    new Flow(one.units().add(other.units()), one.usd().add(other.usd())));
            margin = valued.position().margin();
          }
        }
      }
    }
    lending.book(account, venue).ifPresent(books::add);
    if (!open.isEmpty()) {
      books.add(
          new PerpetualBook(
              account, venue, isPriced ? margin.flatMap(this::usd) : Optional.empty(), open));
    }
    Optional<Gap> found = problem.isPresent() ? problem : lending.problem();
    isComplete &= found.isEmpty();
    return found;
  }

  private static Node unknown(Node node) {
    return new Node(node.underlying(), node.moving(), Optional.empty(), node.gap());
  }

  private Optional<PerpetualBook.Margin> usd(Margin margin) {
    Optional<BigDecimal> px = prices.of(new UnderlyingId(margin.currency())).px();
    return margin
        .equity()
        .flatMap(
            equity ->
                margin
                    .maintenance()
                    .flatMap(
                        asked ->
                            px.map(
                                usd ->
                                    new PerpetualBook.Margin(
                                        equity.multiply(usd), asked.multiply(usd)))));
  }

  private void line(VenueId venue, AccountKey key, Node node, BigDecimal delta) {
    if (delta.signum() != 0) {
      String set = rules.setOf(key);
      lines.add(
          new ExposureLine(venue, set.equals(key.toString()) ? "" : set, node.underlying(), delta));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty() && isComplete;
  }

  AccountStakes stakes() {
    return new AccountStakes(account, lines, books, isComplete);
  }

  /** One lending account. */
  private static final class Lending {
    private final List<LendingBook.Asset> assets = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    void add(Node node, BigDecimal units, BigDecimal threshold, BigDecimal bonus) {
      nodes.add(node);
      assets.add(
          new LendingBook.Asset(
              node.moving(),
              units.max(BigDecimal.ZERO),
              units.negate().max(BigDecimal.ZERO),
              threshold,
              bonus,
              node.px()));
    }

    Optional<LendingBook> book(String account, VenueId venue) {
      return assets.isEmpty()
          ? Optional.empty()
          : Optional.of(new LendingBook(account, venue, assets));
    }

    /**
     * As {@link ValuedPosition#incompleteBy} has it: a supply without a price counts as worthless
     * unless a debt rests on it, and a doubt about less than a dollar's worth is none.
     */
    Optional<Gap> problem() {
      BigDecimal equity = BigDecimal.ZERO;
      boolean isKnown = true;
      for (LendingBook.Asset asset : assets) {
        isKnown &= asset.px().isPresent() || asset.owed().signum() == 0;
        equity =
            equity.add(
                asset
                    .supplied()
                    .subtract(asset.owed())
                    .multiply(asset.px().orElse(BigDecimal.ZERO)));
      }
      boolean isCovered = isKnown && equity.signum() >= 0;
      for (int i = 0; i < assets.size(); i++) {
        LendingBook.Asset asset = assets.get(i);
        boolean isFree = isCovered && asset.owed().signum() == 0;
        BigDecimal usd = asset.supplied().multiply(asset.px().orElse(BigDecimal.ZERO));
        Optional<Gap> gap = nodes.get(i).gap();
        if (gap.isPresent()
            && !(isFree && (gap.get().kind().leavesOutValue() || usd.compareTo(DUST_USD) < 0))) {
          return gap;
        }
      }
      return Optional.empty();
    }
  }
}
