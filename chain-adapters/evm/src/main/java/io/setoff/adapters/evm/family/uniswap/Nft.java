package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import java.math.BigInteger;
import java.util.List;

/** A position of the manager: its NFT's bounds, liquidity and what it owes. */
record Nft(
    String pool,
    int lower,
    int upper,
    BigInteger liquidity,
    FeeGrowth last,
    BigInteger owed0,
    BigInteger owed1) {

  static Nft of(List<BigInteger> words) {
    return new Nft(
        EvmAddress.of(words.get(0)),
        words.get(1).intValueExact(),
        words.get(2).intValueExact(),
        words.get(3),
        new FeeGrowth(words.get(4), words.get(5)),
        words.get(6),
        words.get(7));
  }

  List<BigInteger> words() {
    return List.of(
        EvmAddress.toWord(pool),
        BigInteger.valueOf(lower),
        BigInteger.valueOf(upper),
        liquidity,
        last.token0(),
        last.token1(),
        owed0,
        owed1);
  }

  /** Credits what the liquidity so far has earned, then changes it. */
  Nft updated(FeeGrowth inside, BigInteger change) {
    FeeGrowth earned = inside.minus(last);
    return new Nft(
        pool,
        lower,
        upper,
        liquidity.add(change),
        inside,
        owed0.add(earned.fees0(liquidity)),
        owed1.add(earned.fees1(liquidity)));
  }

  /** As {@code positions} of the manager answers. */
  Nft as(AbiWords answer) {
    return new Nft(
        pool,
        lower,
        upper,
        answer.word(7),
        new FeeGrowth(answer.word(8), answer.word(9)),
        answer.word(10),
        answer.word(11));
  }

  Nft owing(BigInteger more0, BigInteger more1) {
    return new Nft(pool, lower, upper, liquidity, last, owed0.add(more0), owed1.add(more1));
  }
}
