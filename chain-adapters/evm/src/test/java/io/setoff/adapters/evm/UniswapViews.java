package io.setoff.adapters.evm;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.model.Detail;
import io.setoff.model.Leg;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every Uniswap position twice: as the position manager states it, by simulating the owner's own
 * transactions, and as the adapter computes it. Owner, liquidity, both amounts, both fees.
 */
final class UniswapViews {
  static final BigInteger ALL = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  private UniswapViews() {}

  /** By token id, what the contracts would pay out at a height. */
  static Map<String, String> stated(DevnetChain chain, long height, long maxTokenId) {
    String manager = chain.address("uniswap/position_manager");
    Map<String, String> positions = new TreeMap<>();
    for (long id = 1; id <= maxTokenId; id++) {
      BigInteger tokenId = BigInteger.valueOf(id);
      Optional<AbiWords> owner =
          chain.simulate(height, manager, manager, "ownerOf(uint256)", tokenId);
      if (owner.isPresent() && owner.get().size() == 1) {
        position(chain, height, manager, tokenId, owner.get().address(0), positions);
      }
    }
    return positions;
  }

  private static void position(
      DevnetChain chain,
      long height,
      String manager,
      BigInteger tokenId,
      String owner,
      Map<String, String> positions) {
    BigInteger liquidity = chain.view(height, manager, "positions(uint256)", tokenId).word(7);
    BigInteger[] amounts = {BigInteger.ZERO, BigInteger.ZERO};
    if (liquidity.signum() > 0) {
      AbiWords out =
          chain
              .simulate(
                  height,
                  owner,
                  manager,
                  "decreaseLiquidity((uint256,uint128,uint256,uint256,uint256))",
                  tokenId,
                  liquidity,
                  BigInteger.ZERO,
                  BigInteger.ZERO,
                  ALL)
              .orElseThrow();
      amounts = new BigInteger[] {out.word(0), out.word(1)};
    }
    BigInteger[] fees = {BigInteger.ZERO, BigInteger.ZERO};
    Optional<AbiWords> collected =
        chain.simulate(
            height,
            owner,
            manager,
            "collect((uint256,address,uint128,uint128))",
            tokenId,
            EvmAddress.toWord(owner),
            ALL,
            ALL);
    if (collected.isPresent()) {
      fees = new BigInteger[] {collected.get().word(0), collected.get().word(1)};
    }
    if (liquidity.signum() > 0 || fees[0].signum() > 0 || fees[1].signum() > 0) {
      positions.put(
          tokenId.toString(), describe(owner, liquidity, amounts[0], amounts[1], fees[0], fees[1]));
    }
  }

  /** By token id, what the adapter computes at the index's head. */
  static Map<String, String> indexed(IndexedChain indexed, Collection<String> accounts) {
    Map<String, String> positions = new TreeMap<>();
    for (String account : accounts) {
      for (Position position : indexed.read(account).positions()) {
        if (position.kind() == PositionKind.LP_RANGE) {
          Detail.Range range = (Detail.Range) position.detail();
          List<Leg> parts = position.legs().get(0).lookThrough();
          List<Leg> fees =
              position.legs().stream().filter(leg -> leg.role() == LegRole.FEES_OWED).toList();
          positions.put(
              range.tokenId(),
              describe(
                  account,
                  range.liquidity(),
                  parts.get(0).amount().units(),
                  parts.get(1).amount().units(),
                  fees.get(0).amount().units(),
                  fees.get(1).amount().units()));
        }
      }
    }
    return positions;
  }

  private static String describe(String owner, BigInteger... numbers) {
    return owner + " " + List.of(numbers);
  }
}
