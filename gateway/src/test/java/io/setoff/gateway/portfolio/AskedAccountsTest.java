package io.setoff.gateway.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.config.TrackingLimits;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AskedAccountsTest {
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final AccountId OWN = account(1, 99);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AskedAccounts accounts =
      new AskedAccounts(new TrackingLimits(2, KEEP), OWN::equals, now::get);

  private static AccountId account(int chain, int number) {
    return new AccountId(ChainId.evm(chain), "0x%040x".formatted(number));
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  private void ask(AccountId... ids) {
    accounts.ask(List.of(ids));
  }

  @Test
  void strangersAreSoManyOfAChainAndTheOperatorsOwnDoNotCount() {
    ask(OWN, account(1, 1));
    ask(account(1, 2));
    assertThatThrownBy(() -> ask(account(1, 3)))
        .isInstanceOfSatisfying(
            RequestException.class,
            refused ->
                assertThat(refused.code()).isEqualTo(RequestException.Code.RESOURCE_EXHAUSTED))
        .hasMessage(
            "account: 2 accounts of eip155:1 are read already, as many as tracking.accounts allows:"
                + " ask again when others have not been asked for during 10 min, or have the"
                + " operator list it under accounts");
    assertThatCode(() -> ask(OWN, account(1, 1), account(2, 3))).doesNotThrowAnyException();
    assertThat(accounts.areKnown(List.of(account(1, 3)))).isFalse();
  }

  @Test
  void whoIsAskedForOnOneChainThatIsFullIsTakenUpOnNone() {
    ask(account(1, 1), account(1, 2));
    assertThatThrownBy(() -> ask(account(2, 3), account(1, 3)))
        .isInstanceOf(RequestException.class);
    assertThat(accounts.areKnown(List.of(account(2, 3)))).isFalse();
  }

  @Test
  void whoIsNotAskedForAnyMoreMakesRoom() {
    ask(OWN, account(1, 1), account(1, 2));
    pass(KEEP);
    assertThat(accounts.expired(List.of())).isEmpty();
    assertThat(accounts.areKnown(List.of(account(1, 1)))).as("asking again").isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(accounts.expired(List.of())).containsExactly(account(1, 2));
    assertThat(accounts.expired(List.of())).as("once").isEmpty();
    assertThatCode(() -> ask(account(1, 3))).doesNotThrowAnyException();
  }

  @Test
  void whoIsWatchedStaysAndWhoIsOwnStaysForEver() {
    ask(OWN, account(1, 1));
    for (int i = 0; i < 10; i++) {
      pass(KEEP);
      assertThat(accounts.expired(List.of(account(1, 1), account(1, 2)))).isEmpty();
    }
    assertThat(accounts.areKnown(List.of(account(1, 2)))).as("only who was asked for").isFalse();
    pass(KEEP.plusSeconds(1));
    assertThat(accounts.expired(List.of())).containsExactly(account(1, 1));
  }

  @Test
  void whatAnEarlierProcessReadExpiresToo() {
    accounts.inherit(account(1, 1));
    pass(KEEP.plusSeconds(1));
    assertThat(accounts.expired(List.of())).containsExactly(account(1, 1));
  }
}
