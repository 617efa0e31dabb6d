package io.setoff.gateway.rest;

import io.setoff.gateway.api.DirectoryService;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.v1.ListPublicationsRequest;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What this gateway reads, the accounts it has names for, and what it has published. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DirectoryResource {
  private final DirectoryService directory;
  private final OracleRole oracle;

  DirectoryResource(DirectoryService directory, OracleRole oracle) {
    this.directory = directory;
    this.oracle = oracle;
  }

  @GET
  @Path("/venues")
  @Operation(
      operationId = "listVenues",
      summary = "The chains and venues that are read, and how well")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "ListVenuesResponse")))
  public String venues() {
    return Json.pretty(directory.listVenues()) + "\n";
  }

  @GET
  @Path("/blocks")
  @Operation(
      operationId = "listBlocks",
      summary = "The blocks of every chain that a cut may name, newest first")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "ListBlocksResponse")))
  public String blocks() {
    return Json.pretty(directory.listBlocks()) + "\n";
  }

  @GET
  @Path("/accounts")
  @Operation(operationId = "listAccounts", summary = "The accounts that the operator has named")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "ListAccountsResponse")))
  public String accounts() {
    return Json.pretty(directory.listAccounts()) + "\n";
  }

  @GET
  @Path("/publications")
  @Operation(
      operationId = "listPublications",
      summary = "What was published to the oracle contracts, newest first")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(ref = "ListPublicationsResponse")))
  public String publications(@QueryParam("epochs") @DefaultValue("1") String epochs) {
    ListPublicationsRequest request =
        ListPublicationsRequest.newBuilder()
            .setEpochs(RequestText.number("epochs", epochs))
            .build();
    return Json.pretty(oracle.publications().list(request)) + "\n";
  }
}
