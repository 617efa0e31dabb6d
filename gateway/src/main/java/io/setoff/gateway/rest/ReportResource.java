package io.setoff.gateway.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.v1.GetProofRequest;
import io.setoff.v1.GetReportRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Signed reports and proofs, for those who bring them to a contract themselves. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ReportResource {
  private enum Event {
    REPORT
  }

  private final OracleRole oracle;

  ReportResource(OracleRole oracle) {
    this.oracle = oracle;
  }

  @GET
  @Path("/reports/{chain}")
  @Operation(
      operationId = "getReport",
      summary = "The newest signed epoch for the contract on a chain, ready to be sent")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "GetReportResponse")))
  public String report(
      @PathParam("chain") String chain, @QueryParam("stream") @DefaultValue("") String stream) {
    GetReportRequest request =
        GetReportRequest.newBuilder().setChain(chain).setStream(stream).build();
    return Json.pretty(oracle.reports().report(request)) + "\n";
  }

  /** Each event is a WatchReportsResponse. */
  @GET
  @Path("/reports/{chain}/watch")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchReports",
      summary = "The newest signed epoch, then each that is signed, as server-sent events")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "WatchReportsResponse")))
  public Multi<OutboundSseEvent> watch(
      @PathParam("chain") String chain,
      @QueryParam("stream") @DefaultValue("") String stream,
      @Context HttpServerRequest connection,
      @Context Sse sse) {
    return Events.of(
        CompletableFuture.completedFuture(oracle.reports().watch(chain, stream)),
        message -> Events.event(sse, Event.REPORT, message),
        connection);
  }

  @GET
  @Path("/proofs/{chain}/{account}")
  @Operation(
      operationId = "getProof",
      summary = "An account's word under the newest signed root, with the data of calls")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "GetProofResponse")))
  public String proof(
      @PathParam("chain") String chain,
      @PathParam("account") String account,
      @QueryParam("stream") @DefaultValue("") String stream,
      @QueryParam("max_age") @DefaultValue("0") String maxAge) {
    GetProofRequest request =
        GetProofRequest.newBuilder()
            .setChain(chain)
            .setAccount(account)
            .setStream(stream)
            .setMaxAge(RequestText.number("max_age", maxAge))
            .build();
    return Json.pretty(oracle.reports().proof(request)) + "\n";
  }

  /**
   * ERC-3668: the URL that a contract gives in {@code OffchainLookup}, with the chain filled in.
   * The call data are the stream id of the roots and the account id.
   */
  @GET
  @Path("/ccip/{chain}/{sender}/{data}.json")
  @Operation(
      operationId = "ccipRead",
      summary = "ERC-3668 (CCIP read): abi.encode(SetoffVerifier.SignedWord) of an account")
  @APIResponse(responseCode = "200", description = "{\"data\": \"0x…\"}")
  public String ccip(
      @PathParam("chain") String chain,
      @PathParam("sender") String sender,
      @PathParam("data") String data) {
    if (!sender.matches("0x[0-9a-fA-F]{40}")) {
      throw RequestException.invalid("sender", "is no address");
    }
    return JsonNodeFactory.instance
            .objectNode()
            .put("data", oracle.reports().ccip(chain, data))
            .toString()
        + "\n";
  }
}
