package io.setoff.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.setoff.gateway.watch.AppliedMargin;
import io.setoff.gateway.watch.MarginHistory;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.Heartbeat;
import io.setoff.v1.WatchMarginResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ToldMarginTest {
  private static final String QUESTION = "one";
  private final RecentMargins recent = new RecentMargins(RecentMargins.USUAL_BYTES);

  /** A client: what it has been told. */
  private static final class Client {
    private GetMarginResponse answer = GetMarginResponse.getDefaultInstance();
    private String token = "";
    private long version;
    private int whole;

    void take(WatchMarginResponse message) {
      if (message.hasDelta()) {
        assertThat(message.getDelta().getFromVersion()).isEqualTo(version);
        answer = AppliedMargin.apply(answer, message.getDelta());
      } else {
        whole++;
        answer = message.getMargin();
      }
      token = message.getResumeToken();
      version = message.getVersion();
    }
  }

  /**
   * Whatever the history, whichever answers a slow reader misses, wherever its stream breaks and
   * however much is still remembered then.
   */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whoAppliesWhatItIsToldHasTheWholeAnswer(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int step,
      @ForAll @IntRange(min = 1, max = 5) int streamLength,
      @ForAll @IntRange(min = 0, max = 20_000) int remembered) {
    RecentMargins some = new RecentMargins(remembered);
    List<GetMarginResponse> answers = new MarginHistory(seed).answers(24);
    Client client = new Client();
    ToldMargin told = new ToldMargin(some, QUESTION, "");
    int messages = 0;
    for (int i = 0; i < answers.size(); i += step) {
      if (messages++ % streamLength == 0) {
        told = new ToldMargin(some, QUESTION, client.token);
      }
      client.take(told.tell(i + 1, answers.get(i)));
      assertThat(client.answer).isEqualTo(answers.get(i));
      assertThat(bytes(client.answer)).isEqualTo(bytes(answers.get(i)));
    }
  }

  /** As the resume token takes them: a map in the order of its keys. */
  private static byte[] bytes(GetMarginResponse answer) {
    byte[] bytes = new byte[answer.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      answer.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static GetMarginResponse answer(String finality) {
    return GetMarginResponse.newBuilder().setAccount(finality.repeat(50)).build();
  }

  @Test
  void aTokenResumesWithADelta() {
    Client client = new Client();
    GetMarginResponse first = new MarginHistory(1).answers(1).getFirst();
    client.take(new ToldMargin(recent, QUESTION, "").tell(3, first));
    client.take(new ToldMargin(recent, QUESTION, client.token).tell(4, first));
    assertThat(client.whole).isOne();
    assertThat(client.answer).isEqualTo(first);
  }

  @Test
  void aTokenOfAnotherQuestionIsUnknown() {
    Client client = new Client();
    GetMarginResponse first = new MarginHistory(1).answers(1).getFirst();
    client.take(new ToldMargin(recent, QUESTION, "").tell(3, first));
    client.take(new ToldMargin(recent, "another", client.token).tell(4, first));
    assertThat(client.whole).isEqualTo(2);
  }

  @Test
  void whatIsForgottenIsToldWhole() {
    RecentMargins few = new RecentMargins(3L * answer("a").getSerializedSize());
    Client client = new Client();
    client.take(new ToldMargin(few, QUESTION, "").tell(1, answer("a")));
    List.of("b", "c").forEach(each -> new ToldMargin(few, QUESTION, "").tell(1, answer(each)));
    assertThat(few.find(QUESTION, client.token)).contains(answer("a"));
    new ToldMargin(few, QUESTION, "").tell(1, answer("d"));
    assertThat(few.find(QUESTION, client.token)).isEmpty();
    client.take(new ToldMargin(few, QUESTION, client.token).tell(2, answer("a")));
    assertThat(client.whole).isEqualTo(2);
  }

  @Test
  void aHeartbeatNamesTheAnswerThatStillHolds() {
    ToldMargin told = new ToldMargin(recent, QUESTION, "");
    WatchMarginResponse margin = told.tell(7, answer("a"));
    WatchMarginResponse beat = told.tell(7, Heartbeat.getDefaultInstance());
    assertThat(beat.getResumeToken()).isEqualTo(margin.getResumeToken());
    assertThat(beat.hasHeartbeat()).isTrue();
  }
}
