package io.setoff.gateway.rest;

import com.google.protobuf.Duration;
import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.wire.Enums;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.WatchPortfolioRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Portfolios and exposures as JSON. Parameters are the fields of the requests of the same name. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PortfolioResource {
  private final QueryService queries;

  PortfolioResource(QueryService queries) {
    this.queries = queries;
  }

  @GET
  @Path("/portfolios/{account}")
  @Operation(
      operationId = "getPortfolio",
      summary = "The portfolio of an account: an EVM address, or CAIP-10")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "GetPortfolioResponse")))
  public Uni<String> portfolio(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("venues") List<String> venues) {
    GetPortfolioRequest request =
        GetPortfolioRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .addAllVenues(venues)
            .build();
    return Json.answer(() -> queries.getPortfolio(request));
  }

  @GET
  @Path("/exposures/{account}")
  @Operation(
      operationId = "getExposure",
      summary = "Net and gross exposure of an account per underlying")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "GetExposureResponse")))
  public Uni<String> exposure(
      @PathParam("account") String account,
      @QueryParam("policy") @DefaultValue("") String policy,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("venues") List<String> venues) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(account)
            .setPolicy(Enums.policy(RequestText.upper(policy)))
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .addAllVenues(venues)
            .build();
    return Json.answer(() -> queries.getExposure(request));
  }

  /** Each event is a WatchPortfolioResponse; its id is the resume token. */
  @GET
  @Path("/portfolios/{account}/watch")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchPortfolio",
      summary = "The portfolio live: snapshot, deltas and heartbeats as server-sent events")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "WatchPortfolioResponse")))
  public Multi<OutboundSseEvent> watch(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("heartbeat") @DefaultValue("15") String heartbeat,
      @QueryParam("venues") List<String> venues,
      @HeaderParam("Last-Event-ID") @DefaultValue("") String resumeToken,
      @Context HttpServerRequest connection,
      @Context Sse sse) {
    WatchPortfolioRequest request =
        WatchPortfolioRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .setHeartbeatInterval(Duration.newBuilder().setSeconds(RequestText.seconds(heartbeat)))
            .setResumeToken(resumeToken)
            .addAllVenues(venues)
            .build();
    return Events.of(
        queries.watchPortfolio(request),
        message ->
            Events.event(
                sse, message.getEventCase(), Json.oneLine(message), message.getResumeToken()),
        connection);
  }
}
