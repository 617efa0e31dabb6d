package io.setoff.gateway.rest;

import com.google.protobuf.Message;
import io.setoff.gateway.watch.Pull;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Streams as server-sent events. */
final class Events {
  private static final Logger LOG = Logger.getLogger(Events.class);

  /**
   * As long as a client of gRPC may take nothing. What waits to be sent is still waited for then;
   * the end of a connection on which nothing moves is that of the server's idle time.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Events() {}

  /**
   * The messages of a stream that is being opened; it is closed with its reader, and a reader that
   * takes nothing for a minute is sent away.
   *
   * @param event writes a message
   * @param request whose connection they go to
   */
  static <T> Multi<OutboundSseEvent> of(
      CompletableFuture<? extends Pull<T>> opened,
      Function<T, OutboundSseEvent> event,
      HttpServerRequest request) {
    return new Reader(PATIENCE, request.connection()::close).of(messages(opened, event));
  }

  /** They are asked for by the event loop that has sent the one before, and written by workers. */
  private static <T> Multi<OutboundSseEvent> messages(
      CompletableFuture<? extends Pull<T>> opened, Function<T, OutboundSseEvent> event) {
    return Uni.createFrom()
        .completionStage(opened)
        .onItem()
        .transformToMulti(
            stream ->
                Multi.createBy()
                    .repeating()
                    .completionStage(
                        () ->
                            stream
                                .next()
                                .thenApplyAsync(event, Infrastructure.getDefaultExecutor()))
                    .indefinitely()
                    .onFailure()
                    .invoke(error -> LOG.error("a live answer ends", error)))
        .onTermination()
        .invoke(() -> close(opened));
  }

  private static void close(CompletableFuture<? extends Pull<?>> opened) {
    var _ = opened.thenAccept(Pull::close);
  }

  /** An event named after the case of its message. */
  static OutboundSseEvent event(Sse sse, Enum<?> name, Message message) {
    return builder(sse, name, Json.oneLine(message)).build();
  }

  /**
   * The same with what a browser sends back when it reconnects.
   *
   * @param json the message, in a line
   */
  static OutboundSseEvent event(Sse sse, Enum<?> name, String json, String id) {
    return builder(sse, name, json).id(id).build();
  }

  private static OutboundSseEvent.Builder builder(Sse sse, Enum<?> name, String json) {
    return sse.newEventBuilder()
        .name(name.name().toLowerCase(Locale.ROOT))
        .data(String.class, json);
  }
}
