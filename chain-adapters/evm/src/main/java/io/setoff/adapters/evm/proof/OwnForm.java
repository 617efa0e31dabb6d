package io.setoff.adapters.evm.proof;

import io.setoff.model.ChainId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A chain whose block hashes come from something else than the fields of its headers, by no rule
 * that is known here. It can be read, and its headers and receipts cannot be proved.
 *
 * @param why one clause for people
 * @param below first height that has the common form again; {@link Long#MAX_VALUE} for none
 */
public record OwnForm(String why, long below) {
  private static final Map<Long, OwnForm> BY_CHAIN = new TreeMap<>();

  static {
    String comet = "its hashes are those of CometBFT's blocks";
    for (long chain :
        new long[] {
          25,
          338, // Cronos
          988,
          2_201, // Stable
          9_000,
          9_001, // Evmos
          2_221,
          2_222, // Kava
          7_700, // Canto
          7_000,
          7_001, // ZetaChain
          1_328,
          1_329, // Sei
          1_439,
          1_776 // Injective
        }) {
      BY_CHAIN.put(chain, always(comet));
    }
    for (long chain : new long[] {945, 964}) {
      BY_CHAIN.put(chain, always("Bittensor answers no mixHash"));
    }
    for (long chain : new long[] {300, 324}) {
      BY_CHAIN.put(chain, always("ZKsync hashes its own header"));
    }
    BY_CHAIN.put(250L, always("Fantom's hashes are those of Lachesis' events"));
    BY_CHAIN.put(1_101L, always("Polygon zkEVM hashes its own header"));
    BY_CHAIN.put(728_126_428L, always("Tron hashes its own header"));
    BY_CHAIN.put(42_161L, new OwnForm("Arbitrum before Nitro hashes its own header", 22_207_817));
    BY_CHAIN.put(42_220L, new OwnForm("Celo before its L2 hashes its own header", 31_056_500));
  }

  private static OwnForm always(String why) {
    return new OwnForm(why, Long.MAX_VALUE);
  }

  /** The form of a chain's headers; empty when they are those that {@link HeaderHash} knows. */
  public static Optional<OwnForm> of(ChainId chain) {
    return Optional.ofNullable(BY_CHAIN.get(chain.evmNumber()));
  }

  /** Whether a block has it. */
  public boolean holdsAt(long height) {
    return height < below;
  }

  /** Whether all blocks have it. */
  public boolean isForever() {
    return below == Long.MAX_VALUE;
  }
}
