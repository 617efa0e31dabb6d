package io.setoff.store;

import static io.setoff.store.RedisScriptedChain.CHAIN;
import static io.setoff.store.RedisScriptedChain.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What is followed loses steps, or their stream, or its server. */
class RedisFollowFaultsTest extends RedisProcesses {
  @Test
  void whoIsFurtherBehindThanTheStreamReadsTheWholeState() throws Exception {
    PositionStore writer = writingAtOnce();
    RedisScriptedChain chain = new RedisScriptedChain(30, 34);
    chain.writeTo(writer, 5);
    try (PositionStore follower = RedisPositionStore.follow(settings(), folder.resolve("same"))) {
      awaitSame(follower, writer);
    }
    chain.writeTo(writer, 20);
    assertThat(server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 2")).startsWith(":18");
    PositionStore again = following("same");
    BatchRecorder heard = new BatchRecorder();
    again.subscribe(CHAIN, heard);
    awaitSame(again, writer);
    chain.writeTo(writer, 30);
    awaitSame(again, writer);
  }

  @Test
  void aGapInTheStreamIsNotPiecedTogether() {
    PositionStore writer = writingAtOnce();
    PositionStore follower = following();
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(30, 35);
    for (int block = 1; block <= 30; block++) {
      chain.writeTo(writer, block);
      server.answers("XTRIM setoff:{eip155:1}:out MAXLEN 0");
    }
    awaitSame(follower, writer);
    heard.awaitSeq(30);
    assertThat(heard.replica.states().getLast().block())
        .isEqualTo(chain.batch(30).units().getFirst().block());
  }

  @Test
  void aServerThatLostStepsIsFollowedBackAndOn() {
    PositionStore writer = writing();
    PositionStore follower = following();
    BatchRecorder heard = new BatchRecorder();
    follower.subscribe(CHAIN, heard);
    RedisScriptedChain chain = new RedisScriptedChain(30, 36);
    chain.writeTo(writer, 9);
    RedisProcess older = open.add(server.copy());
    chain.writeTo(writer, 12);
    awaitSame(follower, writer);
    server.become(older);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(contents(follower)).isEqualTo(chain.expected(9)));
    assertThat(heard.seqs.getLast()).as("the whole state").isEqualTo(9);
    chain.writeTo(writer, 30);
    awaitSame(follower, writer);
    assertThat(follower.cursor(CHAIN).orElseThrow().reorgs()).isEqualTo(1);
    assertThat(contents(follower)).isEqualTo(chain.expected(30));
    assertThat(server.answers("FLUSHALL")).startsWith("+OK");
    RedisScriptedChain same = new RedisScriptedChain(31, 36);
    same.writeTo(writer, 31);
    awaitSame(follower, writer);
    heard.awaitSeq(31);
    assertThat(contents(follower)).isEqualTo(same.expected(31));
  }

  @Test
  void aServerThatIsKilledIsFollowedAgain() {
    server = start("--appendfsync", "everysec");
    PositionStore writer = writing();
    PositionStore follower = following();
    RedisScriptedChain chain = new RedisScriptedChain(60, 37);
    for (int block = 20; block <= 60; block += 20) {
      chain.writeTo(writer, block);
      awaitSame(follower, writer);
      server.kill();
      server.restart();
    }
    assertThat(contents(follower)).isEqualTo(chain.expected(60));
  }
}
