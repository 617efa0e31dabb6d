package io.setoff.gateway.rest;

import io.setoff.gateway.api.QueryService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What this gateway reads, and the accounts it has names for. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryResource {
  private final QueryService queries;

  DirectoryResource(QueryService queries) {
    this.queries = queries;
  }

  @GET
  @Path("/venues")
  public String venues() {
    return Json.pretty(queries.listVenues()) + "\n";
  }

  @GET
  @Path("/accounts")
  public String accounts() {
    return Json.pretty(queries.listAccounts()) + "\n";
  }
}
