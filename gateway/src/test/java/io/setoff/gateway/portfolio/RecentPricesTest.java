package io.setoff.gateway.portfolio;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.StoredChain;
import io.setoff.model.Finality;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.store.ApplyResult;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentPricesTest {
  @TempDir private Path folder;

  private static ChosenPrices choose() {
    return ChosenPrices.choose(IdentityGraph.of(List.of()), List.of(), BigDecimal.ONE);
  }

  private static Cut newest(StoredChain chain) {
    return Cut.of(chain.book(), Finality.LATEST);
  }

  private static Cut next(StoredChain chain) {
    Cut before = newest(chain);
    assertThat(chain.extend()).isInstanceOf(ApplyResult.Applied.class);
    await().until(() -> !newest(chain).equals(before));
    return newest(chain);
  }

  @Test
  void areChosenOnceForABlockAndAnewForTheNext() {
    try (StoredChain chain = new StoredChain(folder)) {
      RecentPrices recent = new RecentPrices();
      Cut first = newest(chain);
      ChosenPrices prices = recent.of(first, RecentPricesTest::choose);
      assertThat(recent.of(newest(chain), RecentPricesTest::choose)).isSameAs(prices);
      assertThat(recent.of(next(chain), RecentPricesTest::choose)).isNotSameAs(prices);
      assertThat(recent.of(first, RecentPricesTest::choose)).isSameAs(prices);
    }
  }

  @Test
  void ofOldBlocksAreForgotten() {
    try (StoredChain chain = new StoredChain(folder)) {
      RecentPrices recent = new RecentPrices();
      Cut first = newest(chain);
      ChosenPrices prices = recent.of(first, RecentPricesTest::choose);
      for (int i = 0; i < 4; i++) {
        assertThat(recent.of(next(chain), RecentPricesTest::choose)).isNotSameAs(prices);
      }
      assertThat(recent.of(first, RecentPricesTest::choose)).isNotSameAs(prices);
    }
  }
}
