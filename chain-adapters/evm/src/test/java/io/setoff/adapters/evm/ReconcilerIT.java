package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.kernel.history.HistoryCheck;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.model.AccountId;
import io.setoff.store.ChainReplica;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is folded agrees with the contracts and the state root; what is wrong by one does not. */
class ReconcilerIT {
  private static Devnet devnet;
  private static final List<String> ACCOUNTS = new ArrayList<>();

  @BeforeAll
  static void playStory() {
    devnet = Devnet.start();
    devnet.play();
    devnet.deployment().path("accounts").forEach(account -> ACCOUNTS.add(account.asText()));
  }

  @AfterAll
  static void stop() {
    devnet.close();
  }

  /** The state, in which the first word of some rows is one more. */
  private record Off(Rows rows, Predicate<RowKey> which) implements Rows {
    @Override
    public Optional<Row> get(RowKey key) {
      return rows.get(key).map(row -> which.test(key) ? more(row) : row);
    }

    @Override
    public SortedMap<String, Row> items(String table, String entity) {
      SortedMap<String, Row> items = new TreeMap<>(rows.items(table, entity));
      items.replaceAll(
          (item, row) -> which.test(new RowKey(table, entity, item)) ? more(row) : row);
      return items;
    }

    private static Row more(Row row) {
      List<BigInteger> words = new ArrayList<>(row.words());
      words.set(0, words.get(0).add(BigInteger.ONE));
      return new Row(words, row.origin());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void everythingAgrees(String name) {
    try (DevnetChain chain = new DevnetChain(devnet, name)) {
      ChainReplica.State state = head(chain);
      int proved = 0;
      for (String account : ACCOUNTS) {
        Reconciler.Result result =
            chain.adapter().source().reconciler().compare(account, state.block(), state.rows());
        assertThat(result.differences()).as(account).isEmpty();
        assertThat(result.compared()).isPositive();
        proved += result.proved();
      }
      assertThat(proved).as("native and token balances").isGreaterThan(ACCOUNTS.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "A,scaled",
    "A,native",
    "A,wallet/token",
    "B,taker",
    "B,native",
    "B,wallet/token",
    "B,cross-margin-vault:example/collateral",
    "B,cross-margin-vault:example/debt"
  })
  void whatIsOffByOneIsFound(String name, String table) {
    try (DevnetChain chain = new DevnetChain(devnet, name)) {
      ChainReplica.State state = head(chain);
      String account = devnet.account("hedged");
      Rows off =
          new Off(state.rows(), key -> key.table().endsWith(table) && key.entity().equals(account));
      assertThat(
              chain
                  .adapter()
                  .source()
                  .reconciler()
                  .compare(account, state.block(), off)
                  .differences())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void everyAccountsBlocksSayWhatItsRowsAre(String name) {
    try (DevnetChain chain = new DevnetChain(devnet, name);
        MemoryPositionStore store = new MemoryPositionStore()) {
      ChainReplica.State state = head(chain, store);
      int rows = 0;
      for (String account : ACCOUNTS) {
        HistoryCheck.Result result = history(chain, store, account, state.rows());
        assertThat(result).as(account).isInstanceOf(HistoryCheck.Same.class);
        rows += ((HistoryCheck.Same) result).rows();
      }
      assertThat(rows).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"A,scaled", "B,taker"})
  void aRowThatItsBlocksDoNotSayIsNamed(String name, String table) {
    try (DevnetChain chain = new DevnetChain(devnet, name);
        MemoryPositionStore store = new MemoryPositionStore()) {
      ChainReplica.State state = head(chain, store);
      String account = devnet.account("hedged");
      Rows off =
          new Off(state.rows(), key -> key.table().endsWith(table) && key.entity().equals(account));
      assertThat(history(chain, store, account, off))
          .isInstanceOfSatisfying(
              HistoryCheck.Other.class,
              other -> {
                assertThat(other.key().table()).endsWith(table);
                assertThat(other.here().orElseThrow().word(0))
                    .isEqualTo(other.folded().orElseThrow().word(0).add(BigInteger.ONE));
                assertThat(other.sentence()).contains("gives other rows", other.key().item());
              });
    }
  }

  private static HistoryCheck.Result history(
      DevnetChain chain, MemoryPositionStore store, String account, Rows rows) {
    return HistoryCheck.of(
        chain.adapter().source(),
        rows,
        account,
        store.blocksOf(new AccountId(chain.id(), account)));
  }

  private static ChainReplica.State head(DevnetChain chain) {
    return head(chain, new MemoryPositionStore());
  }

  private static ChainReplica.State head(DevnetChain chain, MemoryPositionStore store) {
    IndexedChain indexed = new IndexedChain(chain, store, ACCOUNTS, 50);
    indexed.advanceTo(Long.MAX_VALUE);
    return indexed.states().getLast();
  }
}
