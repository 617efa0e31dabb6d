package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.setoff.store.AcquireResult.Acquired;
import io.setoff.store.AcquireResult.Held;
import io.setoff.store.ApplyResult.Fenced;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Something else than the server says whose turn it is to write, on a real server. */
class RedisTurnsTest extends RedisProcesses {
  /** Whoever says whose turn it is may be wrong: what both write is compared by the server. */
  @Test
  void whoseTurnIsAnothersStopsAndGivesTheChainUpAndOnlyThenTheOtherWrites() {
    AtomicReference<String> turn = new AtomicReference<>("one");
    PositionStore one = inTurn(turn, "one");
    PositionStore two = inTurn(turn, "two");
    RedisScriptedChain chain = new RedisScriptedChain(8, 34);
    assertThat(one.acquire(CHAIN, OWNER)).isInstanceOf(Acquired.class);
    assertThat(two.acquire(CHAIN, OWNER))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.holder()).isEqualTo("one"));
    chain.writeTo(one, 3);

    turn.set("two");
    await().atMost(PATIENCE).until(() -> two.acquire(CHAIN, OWNER) instanceof Acquired);
    assertThat(one.apply(chain.batch(4))).isInstanceOf(Fenced.class);
    assertThat(one.acquire(CHAIN, OWNER))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.holder()).isEqualTo("two"));
    chain.writeTo(two, 5);
    awaitSame(one, two);

    turn.set("nobody knows");
    assertThat(two.acquire(CHAIN, OWNER)).isInstanceOf(Held.class);
    turn.set("one");
    await().atMost(PATIENCE).until(() -> one.acquire(CHAIN, OWNER) instanceof Acquired);
    chain.writeTo(one, 8);
    awaitSame(two, one);
    assertThat(contents(two)).isEqualTo(chain.expected(8));
  }

  private PositionStore inTurn(AtomicReference<String> turn, String name) {
    Turns turns = _ -> Optional.of(turn.get()).filter(now -> !now.equals(name));
    return open.add(RedisPositionStore.open(settings(), folder.resolve(name), turns));
  }
}
