package io.setoff.gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.BinaryLog;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers INVALID_ARGUMENT to a request whose bytes are no message of its type. Left to itself the
 * library parses before anything of ours is asked, and calls the failure its own. The one place
 * where a server lets every method be wrapped, those of health and reflection too, is that of its
 * binary log; nothing is logged here.
 *
 * <p>The library asks for each call anew, so what is made here is small.
 */
final class RequestParsing extends BinaryLog {
  private final Map<MethodDescriptor<?, ?>, MethodDescriptor<InputStream, InputStream>> unparsed =
      new ConcurrentHashMap<>();

  @Override
  public <Q, A> ServerMethodDefinition<?, ?> wrapMethodDefinition(
      ServerMethodDefinition<Q, A> definition) {
    MethodDescriptor<Q, A> method = definition.getMethodDescriptor();
    ServerCallHandler<Q, A> handler = definition.getServerCallHandler();
    return ServerMethodDefinition.create(
        unparsed.computeIfAbsent(method, RequestParsing::ofBytes),
        (call, headers) ->
            new Parsing<>(
                call, method, handler.startCall(new MessageCall<>(call, method), headers)));
  }

  private static MethodDescriptor<InputStream, InputStream> ofBytes(MethodDescriptor<?, ?> method) {
    Bytes bytes = new Bytes();
    return method.toBuilder(bytes, bytes).build();
  }

  @Override
  public Channel wrapChannel(Channel channel) {
    return channel;
  }

  @Override
  public void close() {}

  /** Messages as they are on the wire. */
  private static final class Bytes implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return stream;
    }
  }

  /** Hands on what can be parsed. */
  private static final class Parsing<Q> extends ServerCall.Listener<InputStream> {
    private final ServerCall<InputStream, InputStream> call;
    private final MethodDescriptor<Q, ?> method;
    private final ServerCall.Listener<Q> listener;
    private boolean refused;

    Parsing(
        ServerCall<InputStream, InputStream> call,
        MethodDescriptor<Q, ?> method,
        ServerCall.Listener<Q> listener) {
      this.call = call;
      this.method = method;
      this.listener = listener;
    }

    @Override
    public void onMessage(InputStream message) {
      Q parsed;
      try {
        parsed = method.parseRequest(message);
      } catch (StatusRuntimeException e) {
        if (!(e.getCause() instanceof InvalidProtocolBufferException)) {
          throw e;
        }
        refused = true;
        call.close(
            Status.INVALID_ARGUMENT.withDescription(
                "the request is no message of %s: %s"
                    .formatted(method.getFullMethodName(), e.getCause().getMessage())),
            new Metadata());
        return;
      }
      listener.onMessage(parsed);
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        listener.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      listener.onCancel();
    }

    @Override
    public void onComplete() {
      listener.onComplete();
    }

    @Override
    public void onReady() {
      listener.onReady();
    }
  }
}
