package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.watch.WatchSession;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.ExposureMessages;
import io.setoff.model.identity.Policy;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.WatchPortfolioRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Portfolios and exposures. */
public final class QueryService implements AutoCloseable {
  private static final int MAX_TOKEN_LENGTH = 1_000;

  private final AccountParser accounts;
  private final Tracking tracking;
  private final IndexedChains book;
  private final Exposures exposures;
  private final WatchHub hub;
  private final WatchHub.Source portfolios;
  private final WorkerPool workers;

  /**
   * Answers from the book.
   *
   * @param workers that put portfolios together; closed with this
   */
  public QueryService(
      AccountParser accounts,
      Tracking tracking,
      IndexedChains book,
      Exposures exposures,
      WatchHub hub,
      WatchHub.Source portfolios,
      WorkerPool workers) {
    this.accounts = accounts;
    this.tracking = tracking;
    this.book = book;
    this.exposures = exposures;
    this.hub = hub;
    this.portfolios = portfolios;
    this.workers = workers;
  }

  public CompletableFuture<GetPortfolioResponse> getPortfolio(GetPortfolioRequest request) {
    AccountRef account = accounts.parse(request.getAccount());
    Finality finality = Enums.finality(request.getFinality());
    return workers.submit(
        tracking.ready(account),
        () ->
            GetPortfolioResponse.newBuilder()
                .setPortfolio(portfolios.portfolio(account, finality).message())
                .build());
  }

  /** Opens a stream once the account is tracked. */
  public CompletableFuture<WatchSession> watchPortfolio(WatchPortfolioRequest request) {
    AccountRef account = accounts.parse(request.getAccount());
    Finality finality = Enums.finality(request.getFinality());
    Duration heartbeat =
        Heartbeats.interval(request.hasHeartbeatInterval(), request.getHeartbeatInterval());
    if (request.getResumeToken().length() > MAX_TOKEN_LENGTH) {
      throw RequestException.invalid(
          "resume_token", "has more than " + MAX_TOKEN_LENGTH + " characters: not one of ours");
    }
    return Opening.of(
        tracking.ready(account),
        () -> hub.open(account, finality, request.getResumeToken(), heartbeat));
  }

  public CompletableFuture<GetExposureResponse> getExposure(GetExposureRequest request) {
    AccountRef account = accounts.parse(request.getAccount());
    Policy policy = Enums.policy(request.getPolicy());
    Finality finality = Enums.finality(request.getFinality());
    GetExposureResponse.Builder response =
        GetExposureResponse.newBuilder()
            .setAccount(account.text())
            .setPolicy(Enums.of(policy))
            .setFinality(request.getFinality());
    if (request.getCutCount() > 0) {
      Cut cut = Cuts.of(book, request.getCutList());
      return workers.submit(
          () ->
              response.setView(ExposureMessages.view(exposures.at(account, cut, policy))).build());
    }
    return workers.submit(
        tracking.ready(account),
        () -> exposure(response.setFinality(finality), account, policy, finality));
  }

  private GetExposureResponse exposure(
      GetExposureResponse.Builder response, AccountRef account, Policy policy, Finality finality) {
    if (finality == Finality.FINALITY_PRUDENT) {
      Exposures.Prudent prudent = exposures.prudent(account, policy);
      return response
          .setView(ExposureMessages.view(prudent.chosen()))
          .setOther(ExposureMessages.view(prudent.other()))
          .build();
    }
    return response
        .setView(ExposureMessages.view(exposures.at(account, Enums.level(finality), policy)))
        .build();
  }

  @Override
  public void close() {
    workers.close();
  }
}
