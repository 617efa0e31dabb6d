package io.setoff.oracle.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.setoff.model.ChainId;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.publish.LaneListener;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.trace.HeadTraces;
import io.setoff.oracle.trace.TraceMetadata;
import io.setoff.oracle.trigger.Reason;
import io.setoff.v1.PortfolioServiceGrpc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EpochSpansTest {
  private static final Instant LOOKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final SpanContext OLD = trace('a');
  private static final SpanContext NEW = trace('b');
  private static final EpochInputs INPUTS =
      new EpochInputs(List.of(input(1, "one", 0), input(2, "two", 5), input(3, "unknown", 9)));

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final HeadTraces heads = new HeadTraces();

  private static SpanContext trace(char digit) {
    String hex = Character.toString(digit);
    return SpanContext.create(
        hex.repeat(32), hex.repeat(16), TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static ChainInput input(long chain, String block, long seconds) {
    Block latest = new Block(1, Bytes32.keccak(block), LOOKED.plusSeconds(seconds));
    return new ChainInput(chain, latest, latest);
  }

  /** A gateway that has taken up two of the blocks in traces, and says nonsense besides. */
  private static final class Gateway extends Channel {
    private Metadata asked = new Metadata();

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      return new ClientCall<>() {
        @Override
        public void start(Listener<A> answers, Metadata headers) {
          asked = headers;
          Metadata given = new Metadata();
          given.put(HeadTraces.HEADER, HeadTraces.named(Bytes32.keccak("one").hex(), OLD));
          given.put(HeadTraces.HEADER, HeadTraces.named(Bytes32.keccak("two").hex(), NEW));
          given.put(HeadTraces.HEADER, "nonsense");
          given.put(HeadTraces.HEADER, Bytes32.keccak("unknown").hex() + " 00-zz-1-01");
          answers.onHeaders(given);
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}
      };
    }

    @Override
    public String authority() {
      return "gateway";
    }
  }

  /** Asks for the chains, and returns the trace that the gateway was sent. */
  private SpanContext ask() {
    Gateway gateway = new Gateway();
    ClientInterceptors.intercept(gateway, heads, TraceMetadata.client())
        .newCall(PortfolioServiceGrpc.getListVenuesMethod(), CallOptions.DEFAULT)
        .start(new ClientCall.Listener<>() {}, new Metadata());
    return Span.fromContext(TraceMetadata.of(gateway.asked)).getSpanContext();
  }

  private Span begin() {
    return new EpochSpans(tracers.get("test"), heads)
        .begin("s", INPUTS, new Reason(Reason.Kind.FIRST, ""), LOOKED, LOOKED.plusSeconds(1));
  }

  private SpanData finished(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEpochGoesOnWithTheNewestTracedBlockAndIsLinkedToTheOthers() {
    assertThat(ask().isValid()).as("who is not traced sends no trace").isFalse();
    Span epoch = begin();
    epoch.end();
    SpanData span = finished("epoch");
    assertThat(span.getParentSpanContext()).isEqualTo(remote(NEW));
    assertThat(span.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(link.getSpanContext()).isEqualTo(remote(OLD)));
    assertThat(finished("figures").getParentSpanContext()).isEqualTo(span.getSpanContext());
  }

  private static SpanContext remote(SpanContext trace) {
    return SpanContext.createFromRemoteParent(
        trace.getTraceId(), trace.getSpanId(), trace.getTraceFlags(), trace.getTraceState());
  }

  @Test
  void withoutATracedBlockAnEpochBeginsATrace() {
    begin().end();
    assertThat(finished("epoch").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void whoIsAskedWithinASpanIsToldOfIt() {
    Span epoch = begin();
    try (Scope _ = epoch.makeCurrent()) {
      assertThat(ask()).isEqualTo(remote(epoch.getSpanContext()));
    }
  }

  /** Nothing is kept of a write that is over, nor begun for one that no epoch of ours is of. */
  @Test
  void aWriteIsASpanFromItsSignatureToItsBlock() {
    List<Write> passedOn = new ArrayList<>();
    LaneSpans lane =
        new LaneSpans(
            ChainId.evm(1),
            tracers.get("test"),
            new LaneListener() {
              @Override
              public void moved(Write write) {
                passedOn.add(write);
              }

              @Override
              public void alarm(Alarm alarm, String detail) {}
            });
    Write queued = Write.queued(new WriteKey(Bytes32.keccak("s"), 7, WriteKey.Part.STORE), "0x");
    lane.moved(queued);
    lane.moved(as(queued, Write.State.MINED));
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    Span epoch = begin();
    spans.reset();
    try (Scope _ = epoch.makeCurrent()) {
      lane.moved(queued);
    }
    lane.moved(as(queued, Write.State.SENT));
    assertThat(spans.getFinishedSpanItems()).isEmpty();
    lane.moved(as(queued, Write.State.MINED));
    lane.moved(as(queued, Write.State.FINAL));
    assertThat(spans.getFinishedSpanItems())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.getName()).isEqualTo("write");
              assertThat(write.getParentSpanContext()).isEqualTo(epoch.getSpanContext());
              assertThat(write.getEvents()).extracting(e -> e.getName()).containsExactly("sent");
            });
    assertThat(passedOn).hasSize(6);
  }

  private static Write as(Write write, Write.State state) {
    return new Write(write.key(), write.data(), state, "");
  }
}
