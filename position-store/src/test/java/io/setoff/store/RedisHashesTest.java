package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.OWNER;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.store.RedisHashes.Lag;
import io.setoff.store.RedisMeta.Filled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The hashes of rows and accounts come after the steps. */
class RedisHashesTest extends RedisProcesses {
  private static final String FILLED = "HGET setoff:{eip155:1}:m filled";

  private long filled() {
    List<String> lines = server.answers(FILLED).lines().toList();
    return lines.getFirst().equals("$-1") ? 0 : Filled.decode(lines.get(1)).seq();
  }

  @Test
  void theHashesComeAfterManyStepsAndWhoReadsThemIsWhereTheChainIs() {
    PositionStore writer =
        acquired(
            open.add(
                RedisPositionStore.open(
                    settings(), folder.resolve("w"), Optional.of(Turns.FREE), new Lag(8, 10_000))));
    RedisScriptedChain chain = new RedisScriptedChain(30, 50);
    for (int block = 1; block <= 30; block++) {
      chain.writeTo(writer, block);
      assertThat(filled()).isEqualTo(block - block % 8);
      if (block % 5 == 0) {
        awaitSame(following(), writer);
      }
    }
  }

  @Test
  void aWriterGoesOnWhereADeadOneLeftTheHashes() {
    PositionStore first = writing();
    RedisScriptedChain chain = new RedisScriptedChain(60, 51);
    chain.writeTo(first, 20);
    assertThat(filled()).isZero();
    first.close();
    PositionStore second = writing();
    assertThat(filled()).isEqualTo(20);
    assertThat(server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 0")).startsWith(":20");
    awaitSame(following(), second);
    assertThat(contents(second)).isEqualTo(chain.expected(20));
    chain.writeTo(second, 60);
    awaitSame(following(), second);
    assertThat(contents(second)).isEqualTo(chain.expected(60));
  }

  @Test
  void aWriterRefusesWhatCannotBeMadeWhole() {
    PositionStore first = writing();
    new RedisScriptedChain(20, 52).writeTo(first, 20);
    PositionStore second = writer();
    second.cursor(CHAIN);
    first.close();
    assertThat(server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 2")).startsWith(":18");
    assertThatThrownBy(() -> second.acquire(CHAIN, OWNER))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("steps after 0 are not in setoff:{eip155:1}:out any more");
  }
}
