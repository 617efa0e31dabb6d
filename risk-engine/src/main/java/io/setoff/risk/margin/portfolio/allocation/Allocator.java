package io.setoff.risk.margin.portfolio.allocation;

import io.setoff.risk.margin.portfolio.allocation.AccountAllocation.Reason;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.NettedAccounts;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits a requirement over accounts so that no hedge is counted twice (risk-methodology R14).
 *
 * <p>Accounts that recognise each other by at least some percentage form the blocks of a layer. An
 * account is allocated the sum over the layers of the layer's share times c, what the account adds
 * to the requirement of its block; at most its stand-alone requirement S, at least its venue's
 * floor. With one recognition theta that is {@code A = theta c + (1 - theta) S}. No hedge makes the
 * cost of closing an account smaller, nor doubt of its prices: they are in every c as in S, and the
 * rest of a c is at least 0.
 */
public final class Allocator {
  private static final BigInteger WHOLE = BigInteger.valueOf(RecognitionMatrix.WHOLE);

  private final NettedBook book;
  private final List<AccountKey> accounts;
  private final BigInteger netOfAll;
  private final BigInteger[] standAlone;
  private final double[] closing;

  private Allocator(NettedBook book) {
    this.book = book;
    accounts = book.accounts();
    netOfAll = MicroUsd.up(book.totals().all().total());
    List<Requirement> alone = book.accountRequirements();
    standAlone = new BigInteger[accounts.size()];
    closing = new double[accounts.size()];
    for (int i = 0; i < closing.length; i++) {
      Requirement requirement = alone.get(i);
      standAlone[i] = MicroUsd.up(requirement.total());
      closing[i] =
          requirement.part(MarginPart.LIQUIDITY)
              + requirement.part(MarginPart.CONCENTRATION)
              + requirement.part(MarginPart.ORACLE);
    }
  }

  /** The share of each account of a book. */
  public static Allocation allocate(
      NettedBook book, NettingRules rules, Map<AccountKey, AccountState> states) {
    if (book.accounts().isEmpty()) {
      return new Allocation(
          List.of(), BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    }
    RecognitionMatrix recognition =
        RecognitionMatrix.of(book.accounts(), rules, states, book::isPriced);
    return new Allocator(book).allocate(rules, RecognitionLayer.of(recognition));
  }

  private Allocation allocate(NettingRules rules, List<RecognitionLayer> layers) {
    // Requirements are sums of doubles: one may exceed the other by a unit of rounding.
    BigInteger rounding = netOfAll.subtract(WaterFill.sum(standAlone)).max(BigInteger.ZERO);
    standAlone[0] = standAlone[0].add(rounding);
    BigInteger[] hundredfold = zeros();
    BigInteger recognised = BigInteger.ZERO;
    for (RecognitionLayer layer : layers) {
      BigInteger percents = BigInteger.valueOf(layer.percents());
      BigInteger[] amounts = zeros();
      BigInteger required = BigInteger.ZERO;
      for (List<Integer> block : layer.blocks()) {
        required = required.add(allocate(block, amounts));
      }
      required = required.max(netOfAll);
      WaterFill.raise(amounts, standAlone, required);
      recognised = recognised.add(required.multiply(percents));
      for (int i = 0; i < amounts.length; i++) {
        hundredfold[i] = hundredfold[i].add(amounts[i].multiply(percents));
      }
    }
    return result(rules, hundredfold, MicroUsd.ratio(recognised, BigInteger.ONE, WHOLE));
  }

  /** Fills in the shares of a block's accounts in one layer; returns what the block requires. */
  private BigInteger allocate(List<Integer> block, BigInteger[] amountOf) {
    NettedAccounts netted = book.netted(block);
    double[] shares = netted.shares();
    BigInteger[] amounts = new BigInteger[shares.length];
    BigInteger[] limits = new BigInteger[shares.length];
    double required = netted.requirement();
    for (int i = 0; i < shares.length; i++) {
      int account = block.get(i);
      required += closing[account];
      limits[i] = standAlone[account];
      amounts[i] = MicroUsd.up(Math.max(0, shares[i]) + closing[account]).min(limits[i]);
    }
    BigInteger requirement = MicroUsd.up(required).min(WaterFill.sum(limits));
    WaterFill.raise(amounts, limits, requirement);
    for (int i = 0; i < shares.length; i++) {
      amountOf[block.get(i)] = amounts[i];
    }
    return requirement;
  }

  private Allocation result(NettingRules rules, BigInteger[] hundredfold, BigInteger recognised) {
    double[] shares = book.netted(IntStream.range(0, closing.length).boxed().toList()).shares();
    List<AccountAllocation> results = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < closing.length; i++) {
      BigInteger recognisedAmount = MicroUsd.ratio(hundredfold[i], BigInteger.ONE, WHOLE);
      BigInteger floor = MicroUsd.share(standAlone[i], rules.floor(accounts.get(i).venue()));
      BigInteger allocated = recognisedAmount.max(floor);
      Reason reason = reason(i, recognisedAmount, allocated);
      results.add(
          new AccountAllocation(
              accounts.get(i),
              standAlone[i],
              MicroUsd.up(shares[i] + closing[i]),
              allocated,
              reason));
      sum = sum.add(allocated);
    }
    return new Allocation(results, netOfAll, recognised, WaterFill.sum(standAlone), sum);
  }

  private Reason reason(int account, BigInteger recognised, BigInteger allocated) {
    if (!book.isPriced(account)) {
      return Reason.UNPRICED;
    }
    if (allocated.equals(standAlone[account])) {
      return Reason.NO_BENEFIT;
    }
    return allocated.equals(recognised) ? Reason.RECOGNISED_HEDGE : Reason.VENUE_FLOOR;
  }

  private BigInteger[] zeros() {
    BigInteger[] zeros = new BigInteger[closing.length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }
}
