package io.setoff.gateway.api;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.RiskConfig.Workers;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.testing.Patience;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresServiceTest {
  private static final int MOST = 256;

  @TempDir private Path folder = Path.of("");

  private static WorkerPool pool(int queue) {
    return new WorkerPool("risk", new Workers(1, queue, Patience.LONGEST));
  }

  private static ListFiguresRequest request(StoredChain chain, List<String> accounts) {
    return ListFiguresRequest.newBuilder()
        .addAllAccounts(accounts)
        .setPolicy(Policy.POLICY_PEGGED)
        .addCut(
            CutPoint.newBuilder()
                .setChain(StoredChain.CHAIN.value())
                .setBlockHash(chain.store().cursor(StoredChain.CHAIN).orElseThrow().head().hash()))
        .build();
  }

  private static List<String> accounts(int count) {
    List<String> accounts = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      accounts.add(StoredChain.account(number).text());
    }
    return accounts;
  }

  private static ListFiguresResponse get(CompletableFuture<ListFiguresResponse> answer)
      throws Exception {
    return answer.get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
  }

  /** The queue is shorter than the list: others' questions still find room in it. */
  @Test
  void oneBadAccountCostsItselfAlone() throws Exception {
    List<String> accounts = accounts(8);
    accounts.set(3, "nobody");
    try (StoredChain chain = new StoredChain(folder);
        WorkerPool workers = pool(3)) {
      FiguresService figures = chain.risk(workers).figures();
      List<AccountFigures> all =
          get(figures.listFigures(request(chain, accounts))).getFiguresList();
      assertThat(all).extracting(AccountFigures::getAccount).isEqualTo(accounts);
      AccountFigures bad = all.get(3);
      assertThat(bad.getError()).startsWith("INVALID_ARGUMENT").contains("account");
      assertThat(bad.hasExposure() || bad.hasMargin()).isFalse();
      List<AccountFigures> good = new ArrayList<>(all);
      good.remove(bad);
      assertThat(good)
          .allMatch(account -> account.getError().isEmpty() && account.hasExposure())
          .allMatch(account -> account.getMarginError().isEmpty() && account.hasMargin());
    }
  }

  @Test
  void aListIsBounded() throws Exception {
    try (StoredChain chain = new StoredChain(folder);
        WorkerPool workers = pool(1)) {
      FiguresService figures = chain.risk(workers).figures();
      for (int count : List.of(0, MOST + 1)) {
        assertThatThrownBy(() -> figures.listFigures(request(chain, accounts(count))))
            .isInstanceOfSatisfying(
                RequestException.class,
                refused ->
                    assertThat(refused.code()).isEqualTo(RequestException.Code.INVALID_ARGUMENT))
            .hasMessageContaining("1 to " + MOST);
      }
      List<String> bad = Collections.nCopies(MOST, "nobody");
      assertThat(get(figures.listFigures(request(chain, bad))).getFiguresCount()).isEqualTo(MOST);
    }
  }

  @Test
  void whatNobodyWaitsForIsTakenOutOfTheQueue() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (StoredChain chain = new StoredChain(folder);
        WorkerPool workers = pool(100)) {
      FiguresService figures = chain.risk(workers).figures();
      CompletableFuture<Boolean> other =
          workers.submit(() -> end.await(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS));
      CompletableFuture<ListFiguresResponse> answer =
          figures.listFigures(request(chain, accounts(8)));
      await().until(() -> workers.waiting() > 0);
      answer.cancel(false);
      await().until(() -> workers.waiting() == 0);
      end.countDown();
      assertThat(other.get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }
}
