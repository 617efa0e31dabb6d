package io.setoff.gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.BinaryLog;
import io.grpc.Channel;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Answers INVALID_ARGUMENT to a request whose bytes are no message of its type. Left to itself the
 * library parses before anything of ours is asked, and calls the failure its own. The one place
 * where a server lets every method be wrapped, those of health and reflection too, is that of its
 * binary log; nothing is logged here.
 */
final class RequestParsing extends BinaryLog {

  @Override
  public <Q, A> ServerMethodDefinition<?, ?> wrapMethodDefinition(
      ServerMethodDefinition<Q, A> method) {
    String service = Optional.ofNullable(method.getMethodDescriptor().getServiceName()).orElse("");
    ServerServiceDefinition alone =
        ServerServiceDefinition.builder(service).addMethod(method).build();
    ServerServiceDefinition unparsed = ServerInterceptors.useMarshalledMessages(alone, new Bytes());
    return ServerInterceptors.intercept(unparsed, RequestParsing::refusing)
        .getMethods()
        .iterator()
        .next();
  }

  private static <Q, A> ServerCall.Listener<Q> refusing(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new Refusing<>(call, next.startCall(call, headers));
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
  private static final class Refusing<Q, A> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, A> call;
    private boolean refused;

    Refusing(ServerCall<Q, A> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      try {
        super.onMessage(message);
      } catch (StatusRuntimeException e) {
        if (!(e.getCause() instanceof InvalidProtocolBufferException)) {
          throw e;
        }
        refused = true;
        call.close(
            Status.INVALID_ARGUMENT.withDescription(
                "the request is no message of %s: %s"
                    .formatted(
                        call.getMethodDescriptor().getFullMethodName(), e.getCause().getMessage())),
            new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }
  }
}
