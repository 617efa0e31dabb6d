package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.margin.portfolio.aggregation.GroupExposure;
import io.setoff.risk.margin.portfolio.aggregation.NettedLoss;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The netted part of what any accounts of a book ask for together, USD, found when it is first
 * asked for. Safe for use by many threads.
 */
final class JoinedLosses {
  private final UnderlyingIndex index;
  private final List<NettingGroup> accounts;
  private final Map<BitSet, Double> known = new ConcurrentHashMap<>();

  JoinedLosses(UnderlyingIndex index, List<NettingGroup> accounts) {
    this.index = index;
    this.accounts = accounts;
  }

  /** Of one account: at most what its instruments ask for one by one. */
  double alone(int account) {
    return accounts.get(account).loss();
  }

  /** Of accounts by their places, whatever each of them asks for alone. */
  double of(BitSet joined) {
    int first = joined.nextSetBit(0);
    if (first >= 0 && joined.nextSetBit(first + 1) < 0) {
      return accounts.get(first).nettedLoss();
    }
    Double before = known.get(joined);
    if (before != null) {
      return before;
    }
    GroupExposure sums = new GroupExposure(index);
    joined.stream().forEach(account -> sums.add(accounts.get(account).exposure()));
    sums.settle();
    double loss = new NettedLoss(sums).value();
    known.put((BitSet) joined.clone(), loss);
    return loss;
  }

  /** Takes the loss of accounts that have been netted already. */
  void add(List<Integer> places, NettingGroup together) {
    BitSet joined = new BitSet();
    places.forEach(joined::set);
    known.put(joined, together.nettedLoss());
  }
}
