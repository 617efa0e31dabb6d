package io.setoff.gateway.api;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.store.ChainHealth;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersAtHandTest {
  private static final AccountRef ACCOUNT = StoredChain.account(1);
  private static final String QUESTION = "net?";

  private Instant now = Instant.now();
  private StoredChain chain;
  private AnswersAtHand<String, String> answers;

  @BeforeEach
  void begin(@TempDir Path folder) {
    chain = new StoredChain(folder);
    chain.extend();
    awaitBlock(2);
    answers = new AnswersAtHand<>(chain.book()::chains, () -> now);
  }

  @AfterEach
  void end() {
    chain.close();
  }

  private void awaitBlock(long seq) {
    await().until(() -> chain.book().chain(StoredChain.CHAIN).orElseThrow().seq() == seq);
  }

  private boolean isKnown() {
    return answers.find(QUESTION).isPresent();
  }

  private void work() {
    assertThat(answers.work(QUESTION, ACCOUNT, () -> "42")).isEqualTo("42");
  }

  @Test
  void whatWasWorkedOutIsGivenAgainToTheSameQuestion() {
    assertThat(isKnown()).isFalse();
    work();
    assertThat(answers.find(QUESTION)).contains(new AnswersAtHand.Known<>(ACCOUNT, "42"));
    assertThat(answers.find("gross?")).isEmpty();
  }

  @Test
  void aBlockEndsIt() {
    work();
    chain.extend();
    awaitBlock(3);
    assertThat(isKnown()).isFalse();
    work();
    assertThat(isKnown()).isTrue();
  }

  @Test
  void timeEndsIt() {
    work();
    now = now.plus(AnswersAtHand.LASTS).minusNanos(1);
    assertThat(isKnown()).isTrue();
    now = now.plusNanos(1);
    assertThat(isKnown()).isFalse();
    work();
    assertThat(isKnown()).isTrue();
  }

  @Test
  void aChainThatFallsSilentIsFlaggedAtTheMomentAtWhichItIsToBe() {
    Instant heard = now;
    report(ChainHealth.State.LIVE, heard);
    Instant silent = heard.plus(chain.config().chains().getFirst().staleAfter());
    now = silent.minusMillis(2);
    work();
    now = silent.minusMillis(1);
    assertThat(isKnown()).isTrue();
    now = silent;
    assertThat(isKnown()).isFalse();
  }

  @Test
  void whatTheChainsHealthIsEndsItAndAnotherContactDoesNot() {
    work();
    report(ChainHealth.State.LIVE, Instant.now().plusSeconds(1));
    assertThat(isKnown()).isTrue();
    report(ChainHealth.State.UNREACHABLE, Instant.now().plusSeconds(2));
    assertThat(isKnown()).isFalse();
  }

  private void report(ChainHealth.State state, Instant contact) {
    ChainHealth health = new ChainHealth(StoredChain.CHAIN, state, contact, contact, 2, "");
    chain.store().report(health);
    await()
        .until(
            () -> chain.book().chain(StoredChain.CHAIN).orElseThrow().health().orElseThrow(),
            health::equals);
  }

  @Test
  void whatWasWorkedOutOverAChangeIsNotKept() {
    answers.work(
        QUESTION,
        ACCOUNT,
        () -> {
          chain.extend();
          awaitBlock(3);
          return "42";
        });
    assertThat(isKnown()).isFalse();
  }
}
