package io.setoff.oracle;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A channel that answers calls by functions, without a network. */
public final class FakeGateway extends Channel {
  private final Map<String, Function<Message, Message>> methods = new HashMap<>();

  /** Answers a method, for example {@code RiskService/GetMargin}; it may throw a status. */
  public <Q extends Message> FakeGateway on(
      String method, Class<Q> request, Function<Q, Message> answer) {
    methods.put("setoff.v1." + method, message -> answer.apply(request.cast(message)));
    return this;
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    Function<Message, Message> answer = methods.get(method.getFullMethodName());
    if (answer == null) {
      throw new IllegalArgumentException(method.getFullMethodName() + " is not expected");
    }
    return new Call<>(answer);
  }

  @Override
  public String authority() {
    return "fake";
  }

  private static final class Call<Q, A> extends ClientCall<Q, A> {
    private final Function<Message, Message> answer;
    private @Nullable Listener<A> listener;

    Call(Function<Message, Message> answer) {
      this.answer = answer;
    }

    @Override
    public void start(Listener<A> responses, Metadata headers) {
      listener = responses;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void sendMessage(Q request) {
      Listener<A> to = Objects.requireNonNull(listener);
      try {
        A response = (A) answer.apply((Message) request);
        to.onHeaders(new Metadata());
        to.onMessage(response);
        to.onClose(Status.OK, new Metadata());
      } catch (StatusRuntimeException e) {
        to.onClose(e.getStatus(), new Metadata());
      }
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}
  }
}
