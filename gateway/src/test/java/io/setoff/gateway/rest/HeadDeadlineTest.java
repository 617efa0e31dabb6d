package io.setoff.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that trickle in, and what must not be taken for one. */
class HeadDeadlineTest {
  private static final String REQUEST = "POST /v1/simulate HTTP/1.1\r\nContent-Length: 99\r\n\r\n{";
  private static final String ANSWER = "HTTP/1.1 200 OK\r\n\r\n";

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new HeadDeadline(Duration.ofSeconds(20)));

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private void receive(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void send(String text) {
    channel.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  /** A byte a second; the channel takes none any more once it is closed. */
  private int secondsOfTrickling() {
    int seconds = 0;
    while (channel.isOpen() && seconds < 100) {
      receive("x");
      pass(1);
      seconds++;
    }
    return seconds;
  }

  @Test
  void aHeadThatTricklesInIsNotWaitedFor() {
    receive("GET / HTTP/1.1\r\nX: ");
    assertThat(secondsOfTrickling()).isEqualTo(20);
  }

  @Test
  void neitherIsTheNextOneOfAConnection() {
    receive(REQUEST);
    send(ANSWER);
    pass(60);
    receive("GET / HTTP/1.1\r\n");
    assertThat(secondsOfTrickling()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aWholeHeadIsNotHurriedHoweverItIsCut(int piece) {
    for (int at = 0; at < REQUEST.length(); at += piece) {
      receive(REQUEST.substring(at, Math.min(REQUEST.length(), at + piece)));
    }
    assertThat(secondsOfTrickling()).as("its body has a limit of its own").isEqualTo(100);
  }

  @Test
  void anAnswerThatStreamsIsLeftAlone() {
    receive(REQUEST);
    for (int i = 0; i < 100; i++) {
      send(ANSWER);
      pass(1);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void theBodyAfterAGoAheadIsNoHead() {
    receive(REQUEST);
    send("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(secondsOfTrickling()).isEqualTo(100);
  }

  @Test
  void neitherIsWhatFollowsAnUpgrade() {
    receive(REQUEST);
    send("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    send("x");
    assertThat(secondsOfTrickling()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001"})
  void otherProtocolsAreLeftAlone(String opening) {
    receive(opening);
    send("settings");
    assertThat(secondsOfTrickling()).isEqualTo(100);
  }
}
