package io.setoff.oracle;

import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.Provenance;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The blocks that an epoch is computed from: the newest and the newest final one of every chain.
 *
 * @param chains sorted by chain id
 */
public record EpochInputs(List<ChainInput> chains) {
  public EpochInputs {
    chains = chains.stream().sorted(Comparator.comparingLong(ChainInput::chainId)).toList();
  }

  /** One chain's two blocks. */
  public record ChainInput(long chainId, Block latest, Block finalized) {}

  /** A block. */
  public record Block(long height, Bytes32 hash, Instant time) {
    static Block of(Provenance head) {
      return new Block(
          head.getHeight(),
          new Bytes32(head.getBlockHash()),
          Instant.ofEpochSecond(head.getBlockTime().getSeconds()));
    }
  }

  /**
   * From the gateway's list of chains.
   *
   * @throws OracleUnavailableException when a chain is not followed closely, or has no final block
   *     indexed yet
   */
  public static EpochInputs of(ListVenuesResponse venues) {
    List<ChainInput> chains = new ArrayList<>();
    for (ChainStatus chain : venues.getChainsList()) {
      if (chain.getState() != CoverageState.COVERAGE_STATE_OK) {
        throw new OracleUnavailableException(chain.getReason());
      }
      if (!chain.hasLatest() || !chain.hasFinalized()) {
        throw new OracleUnavailableException(chain.getChain() + " has no final block indexed yet");
      }
      chains.add(
          new ChainInput(
              Long.parseLong(chain.getChain().substring(chain.getChain().indexOf(':') + 1)),
              Block.of(chain.getLatest()),
              Block.of(chain.getFinalized())));
    }
    return new EpochInputs(chains);
  }

  /** The newest blocks as a cut. */
  public List<CutPoint> latestCut() {
    return chains.stream().map(chain -> point(chain.chainId(), chain.latest())).toList();
  }

  /** The newest final blocks as a cut. */
  public List<CutPoint> finalizedCut() {
    return chains.stream().map(chain -> point(chain.chainId(), chain.finalized())).toList();
  }

  private static CutPoint point(long chainId, Block block) {
    return CutPoint.newBuilder()
        .setChain("eip155:" + chainId)
        .setBlockHash(block.hash().hex())
        .build();
  }

  /** Time of the oldest of the newest blocks: a chain that stands still makes the epoch old. */
  public Instant observedAt() {
    return chains.stream().map(c -> c.latest().time()).min(Instant::compareTo).orElseThrow();
  }

  /** Time of the newest block: what the chains take for now. */
  public Instant newestTime() {
    return chains.stream().map(c -> c.latest().time()).max(Instant::compareTo).orElseThrow();
  }

  /**
   * How much older {@code older} is, by the chains' clocks: the newest of them, and the one that
   * stands still, since a report is as old as its oldest chain. Negative when it is not older.
   */
  public Duration since(EpochInputs older) {
    Duration newest = Duration.between(older.newestTime(), newestTime());
    Duration oldest = Duration.between(older.observedAt(), observedAt());
    return newest.compareTo(oldest) > 0 ? newest : oldest;
  }

  /** Keccak-256 over (chain id, height, hash) of each chain's final, then its newest block. */
  public Bytes32 hash() {
    List<Bytes32> words = new ArrayList<>();
    for (ChainInput chain : chains) {
      for (Block block : List.of(chain.finalized(), chain.latest())) {
        words.add(EpochReport.number(chain.chainId()));
        words.add(Bytes32.of(BigInteger.valueOf(block.height())));
        words.add(block.hash());
      }
    }
    return EpochReport.keccakOf(words);
  }
}
