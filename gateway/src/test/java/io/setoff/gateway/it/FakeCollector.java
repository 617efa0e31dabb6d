package io.setoff.gateway.it;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector that keeps what it is sent: a fake behind a real port, in OTLP's own messages. What
 * another collector makes of them is not tested.
 */
final class FakeCollector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {
  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final Server server;

  /** A span, and the roles of the process that it is of. */
  record Received(List<String> roles, Span span) {
    boolean is(String role, String name) {
      return roles.contains(role) && span.getName().equals(name);
    }
  }

  private FakeCollector() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeCollector start() {
    return new FakeCollector();
  }

  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  List<Received> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
    request
        .getResourceSpansList()
        .forEach(
            process ->
                process
                    .getScopeSpansList()
                    .forEach(
                        scope ->
                            scope
                                .getSpansList()
                                .forEach(
                                    span ->
                                        spans.add(
                                            new Received(roles(process.getResource()), span)))));
    answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
    answer.onCompleted();
  }

  private static List<String> roles(Resource process) {
    return process.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("setoff.roles"))
        .map(KeyValue::getValue)
        .flatMap(value -> value.getArrayValue().getValuesList().stream())
        .map(AnyValue::getStringValue)
        .toList();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
