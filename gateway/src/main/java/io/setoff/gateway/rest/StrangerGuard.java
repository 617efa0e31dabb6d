package io.setoff.gateway.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.setoff.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Looks at every HTTP request before anything else does: a page of somebody else that has its name
 * point here (DNS rebinding) is refused, and a body that trickles in is not waited for.
 */
@ApplicationScoped
class StrangerGuard {
  /** Before every other filter. */
  private static final int FIRST = 10_000;

  private static final int MISDIRECTED = 421;
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(20);

  /** An address is nobody's name: a browser comes here with it only when it was meant to. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]+]?");

  private final Set<String> names = new TreeSet<>(Set.of("localhost"));
  private final Vertx vertx;

  StrangerGuard(GatewayConfig config, Vertx vertx) {
    this.vertx = vertx;
    names.add(config.http().at().host().toLowerCase(Locale.ROOT));
    config.http().names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  void install(@Observes Filters filters) {
    filters.register(this::look, FIRST);
  }

  private void look(RoutingContext context) {
    HttpServerRequest request = context.request();
    HostAndPort authority = request.authority();
    if (authority != null && !isOurs(authority.host())) {
      context
          .response()
          .setStatusCode(MISDIRECTED)
          .putHeader("Content-Type", "application/json")
          .end(
              new JsonObject()
                      .put("status", "INVALID_ARGUMENT")
                      .put("field", "Host")
                      .put("message", "Host: is none of http.names: " + authority.host())
                      .encodePrettily()
                  + "\n");
      return;
    }
    if (hasBody(request)) {
      HttpConnection connection = request.connection();
      long alarm = vertx.setTimer(BODY_PATIENCE.toMillis(), id -> giveUp(request, connection));
      context.addEndHandler(done -> vertx.cancelTimer(alarm));
    }
    context.next();
  }

  /** A request without one may wait for its answer without having been read to its end. */
  private static boolean hasBody(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || !"0"
            .equals(Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_LENGTH), "0"));
  }

  private static void giveUp(HttpServerRequest request, HttpConnection connection) {
    if (!request.isEnded()) {
      connection.close();
    }
  }

  private boolean isOurs(String host) {
    return ADDRESS.matcher(host).matches() || names.contains(host.toLowerCase(Locale.ROOT));
  }
}
