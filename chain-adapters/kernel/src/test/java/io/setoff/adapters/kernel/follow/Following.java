package io.setoff.adapters.kernel.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.AccountId;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Followers of a made-up chain, and what is in their stores. */
final class Following {
  static final List<String> ACCOUNTS = List.of("alice", "bob", "carol", "0x" + "a1".repeat(20));
  static final AccountId TRACKED = new AccountId(FakeChain.ID, "0x" + "a1".repeat(20));
  static final FollowerSettings SETTINGS = settings(Duration.ZERO);

  /** All ranges that there are at once. */
  static final FollowerSettings TOGETHER = settings(Duration.ofHours(1));

  private static FollowerSettings settings(Duration commitInterval) {
    return new FollowerSettings(
        "test", 0, Duration.ofMillis(1), Duration.ofMillis(1), 7, 15, 2, commitInterval, 0);
  }

  private Following() {}

  static void mine(FakeChain chain, List<Map<String, Integer>> blocks) {
    blocks.forEach(chain::mine);
  }

  static ChainFollower follower(FakeChain chain, PositionStore store) {
    return follower(chain, store, SETTINGS);
  }

  static ChainFollower follower(FakeChain chain, PositionStore store, FollowerSettings settings) {
    return new ChainFollower(chain, store, settings, Clock.systemUTC());
  }

  static void catchUp(ChainFollower follower) {
    try {
      boolean more = true;
      while (more) {
        more = follower.advance(Long.MAX_VALUE);
      }
    } catch (RpcUnavailableException e) {
      assertThat(e)
          .hasMessageMatching(
              "the script says so|(the node (does not know|is at block)|block \\d+ does not follow)"
                  + " .*");
    }
  }

  /** Every row that the fake chain can have, without its origin: a range has another one. */
  static Map<String, BigInteger> state(PositionStore store) {
    Map<String, BigInteger> rows = new TreeMap<>();
    ACCOUNTS.forEach(
        account ->
            store
                .items(FakeChain.ID, FakeChain.SUMS, account)
                .forEach((item, row) -> rows.put("sums " + account, row.word(0))));
    row(store, FakeChain.READS).ifPresent(row -> rows.put("read", row.word(0)));
    row(store, FakeChain.HELD).ifPresent(row -> rows.put("held", row.word(0)));
    return rows;
  }

  static Optional<Row> row(PositionStore store, String table) {
    return store.read(FakeChain.ID, new RowKey(table, TRACKED.address(), ""));
  }
}
