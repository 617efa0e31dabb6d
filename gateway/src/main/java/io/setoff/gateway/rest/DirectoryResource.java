package io.setoff.gateway.rest;

import io.setoff.gateway.api.QueryService;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.v1.ListPublicationsRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What this gateway reads, the accounts it has names for, and what it has published. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryResource {
  private final QueryService queries;
  private final OracleRole oracle;

  DirectoryResource(QueryService queries, OracleRole oracle) {
    this.queries = queries;
    this.oracle = oracle;
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

  @GET
  @Path("/publications")
  public String publications(@QueryParam("epochs") @DefaultValue("1") String epochs) {
    return Json.pretty(oracle.listPublications(request(epochs))) + "\n";
  }

  private static ListPublicationsRequest request(String epochs) {
    try {
      return ListPublicationsRequest.newBuilder().setEpochs(Integer.parseInt(epochs)).build();
    } catch (NumberFormatException e) {
      throw RequestException.invalid("epochs", "is no number");
    }
  }
}
