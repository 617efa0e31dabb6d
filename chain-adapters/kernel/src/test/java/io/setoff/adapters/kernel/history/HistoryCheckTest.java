package io.setoff.adapters.kernel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.Assurance;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Example;

class HistoryCheckTest {
  private static final Origin ORIGIN = new Origin(2, "0x02", Optional.empty(), Assurance.SINGLE);

  private final FakeChain chain = new FakeChain();

  /** Alice has one row; what was read of her is no part of her history. */
  private record Sum(long sum) implements Rows {
    @Override
    public Optional<Row> get(RowKey key) {
      return Optional.ofNullable(items(key.table(), key.entity()).get(key.item()));
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      SortedMap<String, Row> items = new TreeMap<>();
      if (entity.equals("alice")) {
        items.put("", new Row(List.of(BigInteger.valueOf(sum)), ORIGIN));
      }
      return items;
    }
  }

  private HistoryCheck.Result check(long sum, List<Long> blocks) {
    return HistoryCheck.of(chain, new Sum(sum), "alice", blocks);
  }

  @Example
  void theAccountsOwnBlocksTellWhetherItsRowsAreRight() {
    chain.mine(Map.of("alice", 2));
    chain.mine(Map.of("bob", 9));
    chain.mine(Map.of("alice", 3, "bob", 1));

    assertThat(check(5, List.of(1L, 3L))).isEqualTo(new HistoryCheck.Same(2, 1));
    assertThat(check(6, List.of(1L, 3L)).sentence())
        .isEqualTo(
            "folding its 2 blocks again gives other rows: sums is [6] here and [5] by its blocks");
    assertThat(check(6, List.of()).sentence()).contains("[6] here and nothing by its blocks");
  }

  @Example
  void aLongHistoryIsNotFoldedAgainAndAsksNoNode() {
    chain.failAfter(0);
    assertThat(check(5, LongStream.rangeClosed(0, HistoryCheck.MAX_BLOCKS).boxed().toList()))
        .isEqualTo(new HistoryCheck.TooMany(HistoryCheck.MAX_BLOCKS + 1));
  }

  @Example
  void aNodeThatFailsLeavesItOpen() {
    chain.mine(Map.of("alice", 2));
    chain.failAfter(0);
    assertThatThrownBy(() -> check(2, List.of(1L))).isInstanceOf(RpcUnavailableException.class);
  }
}
