package io.setoff.gateway.portfolio;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.StoredChain;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingTest {
  private static final AccountRef OWN = StoredChain.account(1);
  private static final AccountRef WATCHED = StoredChain.account(2);
  private static final AccountRef STRANGER = StoredChain.account(3);

  @TempDir private Path folder = Path.of("");

  private StoredChain chain(String tracking) {
    return new StoredChain(
        folder,
        """
        accounts: [{ address: "%s" }]
        tracking: %s
        """
            .formatted(OWN.text(), tracking));
  }

  private static Set<String> tracked(StoredChain chain) {
    return chain.store().tracked(StoredChain.CHAIN);
  }

  @Test
  void accountsLeaveWhenNobodyAsksAndNothingNeedsThem() {
    try (StoredChain chain = chain("{ keep: 1ms }")) {
      Set<AccountRef> watched = new CopyOnWriteArraySet<>(Set.of(WATCHED));
      assertThat(tracked(chain)).containsExactly(OWN.text());
      var _ = chain.tracking().ready(WATCHED);
      var _ = chain.tracking().ready(STRANGER);
      await().until(() -> tracked(chain).size() == 3);

      chain.tracking().start(() -> watched);
      await().until(() -> tracked(chain).equals(Set.of(OWN.text(), WATCHED.text())));
      assertThat(chain.store().tracking(StoredChain.CHAIN).leaving())
          .containsExactly(STRANGER.text());

      watched.clear();
      await().until(() -> tracked(chain).equals(Set.of(OWN.text())));
      watched.add(STRANGER);
      var _ = chain.tracking().ready(STRANGER);
      await().until(() -> tracked(chain).contains(STRANGER.text()));
    }
  }

  @Test
  void whatAnotherGatewayLetsGoIsTrackedAgainWhileItIsAskedForHere() {
    try (StoredChain chain = chain("{ keep: 1h }")) {
      var _ = chain.tracking().ready(STRANGER);
      await().until(() -> tracked(chain).contains(STRANGER.text()));
      chain.tracking().start(Set::of);
      chain.store().untrack(STRANGER.ids().getFirst());
      await().until(() -> tracked(chain).contains(STRANGER.text()));
    }
  }

  @Test
  void aboveTheCapStrangersAreRefusedAndTheOperatorsOwnAreNot() {
    try (StoredChain chain = chain("{ accounts: 0 }")) {
      assertThatThrownBy(() -> chain.tracking().ready(STRANGER))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("tracking.accounts");
      var _ = chain.tracking().ready(OWN);
      assertThat(tracked(chain)).containsExactly(OWN.text());
    }
  }
}
