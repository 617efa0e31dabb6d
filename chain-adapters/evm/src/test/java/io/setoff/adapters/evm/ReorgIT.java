package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.store.MemoryPositionStore;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way an index took to the head, it equals one that was made from nothing. */
class ReorgIT {
  private static final long BLOCK_BY_BLOCK = 1_000_000;
  private static Devnet devnet;
  private static DevnetChain chain;
  private static final List<String> ACCOUNTS = new ArrayList<>();

  @BeforeAll
  static void playStory() {
    devnet = Devnet.start();
    devnet.play();
    chain = new DevnetChain(devnet, "B");
    devnet.deployment().path("accounts").forEach(account -> ACCOUNTS.add(account.asText()));
  }

  @AfterAll
  static void stop() {
    chain.close();
    devnet.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12})
  void afterAReorgTheAnswerEqualsAFreshIndex(int depth) {
    IndexedChain indexed = index(BLOCK_BY_BLOCK);
    indexed.advanceTo(Long.MAX_VALUE);
    long height = indexed.head().height();

    reorg(depth);
    indexed.advanceTo(Long.MAX_VALUE);

    assertThat(chain.head()).isGreaterThanOrEqualTo(height);
    assertThat(indexed.head().height()).isEqualTo(chain.head());
    assertSame(indexed, index(BLOCK_BY_BLOCK));
  }

  @Test
  void indexingInRangesGivesTheSamePositions() {
    IndexedChain inRanges = index(40);
    inRanges.advanceTo(Long.MAX_VALUE);
    IndexedChain blockByBlock = index(BLOCK_BY_BLOCK);
    blockByBlock.advanceTo(Long.MAX_VALUE);
    for (String account : ACCOUNTS) {
      IndexedChain.Read expected = blockByBlock.read(account);
      assertThat(inRanges.read(account).positions())
          .usingRecursiveComparison()
          // A balance that was first read later was last changed by that read.
          .ignoringFields("origin")
          .isEqualTo(expected.positions());
      assertThat(inRanges.read(account).gaps()).isEqualTo(expected.gaps());
    }
  }

  private static IndexedChain index(long nearHead) {
    return new IndexedChain(chain, new MemoryPositionStore(), ACCOUNTS, nearHead);
  }

  /** Replaces the newest blocks: bob wraps ETH on the new branch, and grace sells a perpetual. */
  private static void reorg(int depth) {
    String bob = devnet.account("bob");
    Map<String, Object> wrap =
        Map.of(
            "from",
            bob,
            "to",
            chain.address("tokens/WETH"),
            "value",
            "0x" + Long.toHexString(depth * 1_000_000L),
            "data",
            EvmCall.of(chain.address("tokens/WETH"), "deposit()", new BigInteger[0]).data());
    chain.rpc().call("anvil_reorg", depth, List.of(List.of(wrap, depth - 1)));
  }

  private static void assertSame(IndexedChain indexed, IndexedChain fresh) {
    fresh.advanceTo(Long.MAX_VALUE);
    assertThat(indexed.head()).isEqualTo(fresh.head());
    for (String account : ACCOUNTS) {
      assertThat(indexed.read(account)).isEqualTo(fresh.read(account));
    }
    assertThat(indexed.states().stream().map(state -> state.block()).toList())
        .isEqualTo(fresh.states().stream().map(state -> state.block()).toList());
  }
}
