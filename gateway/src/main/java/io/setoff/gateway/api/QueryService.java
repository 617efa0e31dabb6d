package io.setoff.gateway.api;

import io.setoff.gateway.Gateway;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.Exposures.Netted;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.watch.WatchSession;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.ExposureMessages;
import io.setoff.gateway.wire.IndexMessages;
import io.setoff.gateway.wire.Messages;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.model.VenueId;
import io.setoff.model.View;
import io.setoff.model.Viewed;
import io.setoff.model.identity.Policy;
import io.setoff.store.ChainHealth;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.ListAccountsResponse;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.WatchPortfolioRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Portfolios, exposures and the state of the chains. */
public final class QueryService {
  private static final int MAX_TOKEN_LENGTH = 1_000;

  private final Gateway gateway;
  private final AskedBlocks blocks;
  private final Clock clock;

  public QueryService(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.blocks = new AskedBlocks(gateway);
    this.clock = clock;
  }

  public CompletableFuture<GetPortfolioResponse> getPortfolio(GetPortfolioRequest request) {
    AccountRef account = gateway.accounts().parse(request.getAccount());
    View view = Enums.view(request.getFinality());
    return gateway
        .tracking()
        .ready(account)
        .thenApply(
            ready ->
                GetPortfolioResponse.newBuilder()
                    .setPortfolio(gateway.portfolio(account, view).message())
                    .build());
  }

  /** Opens a stream once the account is tracked. */
  public CompletableFuture<WatchSession> watchPortfolio(WatchPortfolioRequest request) {
    AccountRef account = gateway.accounts().parse(request.getAccount());
    View view = Enums.view(request.getFinality());
    Duration heartbeat =
        Heartbeats.interval(request.hasHeartbeatInterval(), request.getHeartbeatInterval());
    if (request.getResumeToken().length() > MAX_TOKEN_LENGTH) {
      throw RequestException.invalid(
          "resume_token", "has more than " + MAX_TOKEN_LENGTH + " characters: not one of ours");
    }
    return gateway
        .tracking()
        .ready(account)
        .thenApply(ready -> gateway.hub().open(account, view, request.getResumeToken(), heartbeat));
  }

  public CompletableFuture<GetExposureResponse> getExposure(GetExposureRequest request) {
    AccountRef account = gateway.accounts().parse(request.getAccount());
    Policy policy = Enums.policy(request.getPolicy());
    AsOf asOf = blocks.asked(request.getFinality(), request.getCutList());
    return blocks.held(account, asOf).thenApply(ready -> exposure(account, policy, asOf));
  }

  private GetExposureResponse exposure(AccountRef account, Policy policy, AsOf asOf) {
    Viewed<Netted> netted = gateway.exposures().of(account, asOf, policy);
    GetExposureResponse.Builder response =
        GetExposureResponse.newBuilder()
            .setAccount(account.text())
            .setPolicy(Enums.of(policy))
            .setFinality(Enums.of(asOf))
            .setView(ExposureMessages.view(netted.chosen()));
    netted.other().map(ExposureMessages::view).ifPresent(response::setOther);
    return response.build();
  }

  public ListVenuesResponse listVenues() {
    ListVenuesResponse.Builder response = ListVenuesResponse.newBuilder();
    Instant now = clock.instant();
    for (ChainView view : gateway.book().chains()) {
      ChainCondition condition = ChainCondition.of(view, view.at(Finality.LATEST), now);
      response.addChains(status(view, condition));
      gateway.adapters().stream()
          .filter(adapter -> adapter.source().chain().equals(view.chain().id()))
          .flatMap(adapter -> adapter.positions().stream())
          .map(reader -> coverage(reader.venue(), condition))
          .forEach(venue -> response.addVenues(Messages.coverage(venue)));
    }
    return response.build();
  }

  private static Coverage coverage(VenueId venue, ChainCondition condition) {
    return new Coverage(venue, condition.state(), condition.reason());
  }

  private ChainStatus status(ChainView view, ChainCondition condition) {
    ChainStatus.Builder status =
        ChainStatus.newBuilder()
            .setChain(view.chain().id().value())
            .setName(view.chain().name())
            .setState(Enums.of(condition.state()))
            .setReason(condition.reason());
    view.health().ifPresent(health -> status.setNodeHeight(health.nodeHeight()));
    view.cursor().ifPresent(cursor -> status.setReorgs(cursor.reorgs()));
    ChainId id = view.chain().id();
    status.addAllProviders(IndexMessages.providers(gateway.providers(id)));
    status.setProgress(IndexMessages.progress(gateway.progress(id), blocksBehind(view)));
    status.setReconciliation(IndexMessages.reconciliation(gateway.reconciled(id)));
    view.at(Finality.LATEST)
        .ifPresent(state -> status.setLatest(Messages.head(view, state.block())));
    view.at(Finality.SAFE).ifPresent(state -> status.setSafe(Messages.head(view, state.block())));
    view.at(Finality.FINALIZED)
        .ifPresent(state -> status.setFinalized(Messages.head(view, state.block())));
    return status.build();
  }

  private static long blocksBehind(ChainView view) {
    long indexed = view.cursor().map(cursor -> cursor.head().height()).orElse(0L);
    return Math.max(0, view.health().map(ChainHealth::nodeHeight).orElse(0L) - indexed);
  }

  public ListAccountsResponse listAccounts() {
    ListAccountsResponse.Builder response = ListAccountsResponse.newBuilder();
    gateway
        .config()
        .accounts()
        .forEach(
            account ->
                response.addAccounts(
                    NamedAccount.newBuilder()
                        .setAccount(account.address())
                        .setLabel(account.label())));
    return response.build();
  }
}
