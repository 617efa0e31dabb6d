package io.setoff.gateway.rest;

import com.google.protobuf.Duration;
import io.setoff.gateway.api.TotalsService;
import io.setoff.gateway.wire.Enums;
import io.setoff.v1.GetTotalsRequest;
import io.setoff.v1.PriceImpact;
import io.setoff.v1.PriceShock;
import io.setoff.v1.WatchTotalsRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Totals over all accounts as JSON. */
@Path("/v1/totals")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TotalsResource {
  private static final String SHOCK =
      "A factor for all prices, 0.7, or for one, crypto:ETH@0.7; each is answered alone";
  private static final String IMPACT =
      "Relative fall of a price for each million USD that is sold of it, crypto:ETH@0.002";

  private final TotalsService totals;

  TotalsResource(TotalsService totals) {
    this.totals = totals;
  }

  @GET
  @Operation(
      operationId = "getTotals",
      summary =
          "Net, gross and concentration over all accounts, who is near liquidation, and what"
              + " falling prices would sell")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "GetTotalsResponse")))
  public Uni<String> totals(
      @QueryParam("policy") @DefaultValue("") String policy,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("cut") List<String> cut,
      @Parameter(description = SHOCK) @QueryParam("shock") List<String> shocks,
      @Parameter(description = IMPACT) @QueryParam("impact") List<String> impacts) {
    GetTotalsRequest request =
        request(policy, finality, shocks, impacts).addAllCut(RequestText.cut(cut)).build();
    return Json.answer(() -> totals.getTotals(request));
  }

  /** Each event is a WatchTotalsResponse. */
  @GET
  @Path("/watch")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchTotals",
      summary = "The totals live, with heartbeats, as server-sent events")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "WatchTotalsResponse")))
  public Multi<OutboundSseEvent> watch(
      @QueryParam("policy") @DefaultValue("") String policy,
      @QueryParam("finality") @DefaultValue("") String finality,
      @QueryParam("heartbeat") @DefaultValue("15") String heartbeat,
      @Parameter(description = SHOCK) @QueryParam("shock") List<String> shocks,
      @Parameter(description = IMPACT) @QueryParam("impact") List<String> impacts,
      @Context HttpServerRequest connection,
      @Context Sse sse) {
    WatchTotalsRequest request =
        WatchTotalsRequest.newBuilder()
            .setTotals(request(policy, finality, shocks, impacts))
            .setHeartbeatInterval(Duration.newBuilder().setSeconds(RequestText.seconds(heartbeat)))
            .build();
    return Events.of(
        totals.watchTotals(request),
        message -> Events.event(sse, message.getEventCase(), message),
        connection);
  }

  private static GetTotalsRequest.Builder request(
      String policy, String finality, List<String> shocks, List<String> impacts) {
    GetTotalsRequest.Builder request =
        GetTotalsRequest.newBuilder()
            .setPolicy(Enums.policy(RequestText.upper(policy)))
            .setFinality(Enums.finality(RequestText.upper(finality)));
    for (String shock : shocks) {
      int at = shock.lastIndexOf('@');
      request.addShocks(
          PriceShock.newBuilder()
              .setUnderlyingId(at < 0 ? "" : shock.substring(0, at))
              .setSpotFactor(shock.substring(at + 1)));
    }
    for (String impact : impacts) {
      int at = impact.lastIndexOf('@');
      request.addImpacts(
          PriceImpact.newBuilder()
              .setUnderlyingId(at < 0 ? "" : impact.substring(0, at))
              .setPerMillionUsd(impact.substring(at + 1)));
    }
    return request;
  }
}
