package io.setoff.gateway.rest;

import com.google.protobuf.Duration;
import io.setoff.gateway.api.RiskServices;
import io.setoff.gateway.wire.Enums;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.StressRequest;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.WatchMarginRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Margin and risk as JSON. Parameters are the fields of the requests of the same name. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RiskResource {
  private final RiskServices services;

  RiskResource(RiskServices services) {
    this.services = services;
  }

  @GET
  @Path("/margin/{account}")
  @Operation(
      operationId = "getMargin",
      summary = "What the portfolio of an account requires, and why")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "GetMarginResponse")))
  public Uni<String> margin(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("model") @DefaultValue("") String model,
      @QueryParam("venues") List<String> venues) {
    GetMarginRequest request =
        GetMarginRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .setModel(model)
            .addAllVenues(venues)
            .build();
    return Json.answer(() -> services.margin().getMargin(request));
  }

  /** Each event is a WatchMarginResponse; its id is the resume token. */
  @GET
  @Path("/margin/{account}/watch")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchMargin",
      summary =
          "The margin live: whole, then what is other in it, and heartbeats, as server-sent events")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "WatchMarginResponse")))
  public Multi<OutboundSseEvent> watch(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("model") @DefaultValue("") String model,
      @QueryParam("heartbeat") @DefaultValue("15") String heartbeat,
      @HeaderParam("Last-Event-ID") @DefaultValue("") String resumeToken,
      @Context HttpServerRequest connection,
      @Context Sse sse) {
    WatchMarginRequest request =
        WatchMarginRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .setModel(model)
            .setHeartbeatInterval(Duration.newBuilder().setSeconds(RequestText.seconds(heartbeat)))
            .setResumeToken(resumeToken)
            .build();
    return Events.of(
        services.margin().watchMargin(request),
        message ->
            Events.event(
                sse, message.getEventCase(), DeltaJson.oneLine(message), message.getResumeToken()),
        connection);
  }

  @GET
  @Path("/risk/{account}")
  @Operation(
      operationId = "getRisk",
      summary = "Sensitivities, value at risk and expected shortfall of an account")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "GetRiskResponse")))
  public Uni<String> risk(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("model") @DefaultValue("") String model) {
    GetRiskRequest request =
        GetRiskRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .setModel(model)
            .build();
    return Json.answer(() -> services.risk().getRisk(request));
  }

  @GET
  @Path("/stress/{account}")
  @Operation(
      operationId = "stressByName",
      summary = "What an account gains or loses in named stresses; all when none is named")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "StressResponse")))
  public Uni<String> stress(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("model") @DefaultValue("") String model,
      @QueryParam("scenarios") List<String> scenarios) {
    StressRequest request =
        StressRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .setModel(model)
            .addAllScenarios(scenarios)
            .build();
    return Json.answer(() -> services.risk().stress(request));
  }

  @POST
  @Path("/stress")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "stress", summary = "The same with scenarios of one's own")
  @RequestBody(content = @Content(schema = @Schema(ref = "StressRequest")))
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "StressResponse")))
  public Uni<String> stress(String body) {
    StressRequest request = Json.parse(body, StressRequest.newBuilder()).build();
    return Json.answer(() -> services.risk().stress(request));
  }

  @POST
  @Path("/simulate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "simulate",
      summary = "What an account would require after hypothetical changes")
  @RequestBody(content = @Content(schema = @Schema(ref = "SimulateRequest")))
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "SimulateResponse")))
  public Uni<String> simulate(String body) {
    SimulateRequest request = Json.parse(body, SimulateRequest.newBuilder()).build();
    return Json.answer(() -> services.whatIf().simulate(request));
  }

  @GET
  @Path("/hedges/{account}")
  @Operation(
      operationId = "suggestHedgeOfConfigured",
      summary =
          "Trades in configured perpetuals that serve an objective; LEAST_VARIANCE when none is"
              + " named")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "SuggestHedgeResponse")))
  public Uni<String> hedges(
      @PathParam("account") String account,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @QueryParam("model") @DefaultValue("") String model,
      @QueryParam("objective") @DefaultValue("") String objective,
      @QueryParam("max_trades") @DefaultValue("0") String maxTrades) {
    SuggestHedgeRequest request =
        SuggestHedgeRequest.newBuilder()
            .setAccount(account)
            .setFinality(Enums.finality(RequestText.upper(finality)))
            .addAllCut(RequestText.cut(cut))
            .setModel(model)
            .setMaxTrades(RequestText.number("max_trades", maxTrades))
            .setObjective(Enums.objective(RequestText.upper(objective)))
            .build();
    return Json.answer(() -> services.whatIf().suggestHedge(request));
  }

  @POST
  @Path("/hedges")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "suggestHedge",
      summary = "Trades among one's own candidates that serve an objective")
  @RequestBody(content = @Content(schema = @Schema(ref = "SuggestHedgeRequest")))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "SuggestHedgeResponse")))
  public Uni<String> hedges(String body) {
    SuggestHedgeRequest request = Json.parse(body, SuggestHedgeRequest.newBuilder()).build();
    return Json.answer(() -> services.whatIf().suggestHedge(request));
  }
}
