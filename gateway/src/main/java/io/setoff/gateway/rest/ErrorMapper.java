package io.setoff.gateway.rest;

import io.setoff.gateway.portfolio.RequestException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals as JSON: {@code {"status", "field", "message"}}. */
class ErrorMapper {
  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

  @ServerExceptionMapper
  Response refused(RequestException e) {
    int status =
        switch (e.code()) {
          case INVALID_ARGUMENT -> 400;
          case NOT_FOUND -> 404;
          case FAILED_PRECONDITION -> 412;
          case RESOURCE_EXHAUSTED -> 429;
          case DEADLINE_EXCEEDED -> 504;
          case UNAVAILABLE -> 503;
        };
    return json(status, e.code().name(), e.field(), String.valueOf(e.getMessage()));
  }

  @ServerExceptionMapper
  Response unforeseen(RuntimeException e) {
    if (e instanceof jakarta.ws.rs.WebApplicationException web) {
      return web.getResponse();
    }
    LOG.error("a request failed", e);
    return json(500, "INTERNAL", "", "internal error, see the log");
  }

  private static Response json(int status, String code, String field, String message) {
    JsonObject body =
        new JsonObject().put("status", code).put("field", field).put("message", message);
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(body.encodePrettily() + "\n")
        .build();
  }
}
