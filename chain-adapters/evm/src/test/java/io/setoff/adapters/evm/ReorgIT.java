package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.model.BlockRef;
import io.setoff.store.MemoryPositionStore;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
  @ValueSource(ints = {1, 3, 5, 12, 25, 60})
  void afterAReorgTheAnswerEqualsAFreshIndex(int depth) {
    IndexedChain indexed = index(BLOCK_BY_BLOCK);
    indexed.advanceTo(Long.MAX_VALUE);
    List<BlockRef> before = indexed.states().stream().map(state -> state.block()).toList();

    reorg(depth);
    indexed.advanceTo(Long.MAX_VALUE);

    List<BlockRef> after = indexed.states().stream().map(state -> state.block()).toList();
    int kept = before.size() - depth;
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.subList(0, kept)).isEqualTo(before.subList(0, kept));
    assertThat(after.subList(kept, after.size()))
        .as("blocks of the new branch")
        .doesNotContainAnyElementsOf(before);
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

  /**
   * Replaces the newest blocks: on the new branch bob wraps ETH in the first and in the last one.
   */
  private static void reorg(int depth) {
    String weth = chain.address("tokens/WETH");
    List<List<Object>> transactions = new ArrayList<>();
    for (int block : new TreeSet<>(List.of(0, depth - 1))) {
      Map<String, Object> wrap =
          Map.of(
              "from",
              devnet.account("bob"),
              "to",
              weth,
              "value",
              "0x" + Long.toHexString(1_000_000L * (block + 1)),
              "data",
              EvmCall.of(weth, "deposit()", new BigInteger[0]).data());
      transactions.add(List.of(wrap, block));
    }
    chain.rpc().call("anvil_reorg", depth, transactions);
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
