package io.setoff.gateway.rest;

import io.setoff.gateway.api.RiskServices;
import io.setoff.v1.CloseOutRequest;
import io.setoff.v1.NetRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Netting of what parties owe each other, as JSON. */
@Path("/v1/clearing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ClearingResource {
  private final RiskServices services;

  ClearingResource(RiskServices services) {
    this.services = services;
  }

  @POST
  @Path("/close-out")
  @Operation(operationId = "closeOut", summary = "One amount per agreement, at close-out prices")
  @RequestBody(content = @Content(schema = @Schema(ref = "CloseOutRequest")))
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "CloseOutResponse")))
  public Uni<String> closeOut(String body) {
    CloseOutRequest request = Json.parse(body, CloseOutRequest.newBuilder()).build();
    return Json.answer(() -> services.clearing().closeOut(request));
  }

  @POST
  @Path("/net")
  @Operation(operationId = "net", summary = "Bilateral and multilateral netting of obligations")
  @RequestBody(content = @Content(schema = @Schema(ref = "NetRequest")))
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "NetResponse")))
  public Uni<String> net(String body) {
    NetRequest request = Json.parse(body, NetRequest.newBuilder()).build();
    return Json.answer(() -> services.clearing().net(request));
  }
}
