package io.setoff.gateway.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A call of messages over one of bytes. */
final class MessageCall<Q, A> extends ServerCall<Q, A> {
  private final ServerCall<InputStream, InputStream> bytes;
  private final MethodDescriptor<Q, A> method;

  MessageCall(ServerCall<InputStream, InputStream> bytes, MethodDescriptor<Q, A> method) {
    this.bytes = bytes;
    this.method = method;
  }

  @Override
  public void sendMessage(A message) {
    bytes.sendMessage(method.streamResponse(message));
  }

  @Override
  public MethodDescriptor<Q, A> getMethodDescriptor() {
    return method;
  }

  @Override
  public void request(int numMessages) {
    bytes.request(numMessages);
  }

  @Override
  public void sendHeaders(Metadata headers) {
    bytes.sendHeaders(headers);
  }

  @Override
  public boolean isReady() {
    return bytes.isReady();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    bytes.close(status, trailers);
  }

  @Override
  public boolean isCancelled() {
    return bytes.isCancelled();
  }

  @Override
  public void setMessageCompression(boolean enabled) {
    bytes.setMessageCompression(enabled);
  }

  @Override
  public void setCompression(String compressor) {
    bytes.setCompression(compressor);
  }

  @Override
  public void setOnReadyThreshold(int numBytes) {
    bytes.setOnReadyThreshold(numBytes);
  }

  @Override
  public SecurityLevel getSecurityLevel() {
    return bytes.getSecurityLevel();
  }

  @Override
  public Attributes getAttributes() {
    return bytes.getAttributes();
  }

  @Override
  public @Nullable String getAuthority() {
    return bytes.getAuthority();
  }
}
