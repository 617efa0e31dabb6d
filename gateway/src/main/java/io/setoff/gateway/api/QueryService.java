package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.Exposures.Netted;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.watch.ResumeToken;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.watch.WatchSession;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.ExposureMessages;
import io.setoff.model.View;
import io.setoff.model.Viewed;
import io.setoff.model.identity.Policy;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.Portfolio;
import io.setoff.v1.WatchPortfolioRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Portfolios and exposures. */
public final class QueryService implements AutoCloseable {
  private final AccountParser accounts;
  private final Tracking tracking;
  private final AskedBlocks blocks;
  private final Exposures exposures;
  private final WatchHub hub;
  private final BiFunction<AccountRef, AsOf, Portfolio> portfolios;
  private final WorkerPool workers;
  private final AnswersAtHand<GetExposureRequest, GetExposureResponse> atHand;

  /**
   * Answers from the book.
   *
   * @param portfolios message of an account's portfolio
   * @param workers that put portfolios together; closed with this
   */
  public QueryService(
      AccountParser accounts,
      Tracking tracking,
      IndexedChains book,
      Exposures exposures,
      WatchHub hub,
      BiFunction<AccountRef, AsOf, Portfolio> portfolios,
      WorkerPool workers) {
    this.accounts = accounts;
    this.tracking = tracking;
    this.blocks = new AskedBlocks(book, tracking);
    this.exposures = exposures;
    this.hub = hub;
    this.portfolios = portfolios;
    this.workers = workers;
    this.atHand = new AnswersAtHand<>(book::chains, InstantSource.system());
  }

  public CompletableFuture<GetPortfolioResponse> getPortfolio(GetPortfolioRequest request) {
    AccountRef account = accounts.parse(request.getAccount(), request.getVenuesList());
    AsOf asOf = blocks.asked(request.getFinality(), request.getCutList());
    return workers.submit(
        blocks.held(account, asOf),
        () ->
            GetPortfolioResponse.newBuilder()
                .setPortfolio(portfolios.apply(account, asOf))
                .build());
  }

  /** Opens a stream once the account is tracked. */
  public CompletableFuture<WatchSession> watchPortfolio(WatchPortfolioRequest request) {
    AccountRef account = accounts.parse(request.getAccount(), request.getVenuesList());
    View view = Enums.view(request.getFinality());
    Duration heartbeat =
        Heartbeats.interval(request.hasHeartbeatInterval(), request.getHeartbeatInterval());
    String token = ResumeToken.checked(request.getResumeToken());
    return Opening.of(tracking.ready(account), () -> hub.open(account, view, token, heartbeat));
  }

  /**
   * The answer of {@link #getExposure} when it was worked out before and still holds. Looks it up
   * and does nothing else: any thread may ask.
   */
  public Optional<GetExposureResponse> exposureAtHand(GetExposureRequest request) {
    return atHand
        .find(request)
        .filter(known -> tracking.isAsked(known.account()))
        .map(AnswersAtHand.Known::answer);
  }

  /** The exposure of an account; see {@link #exposureAtHand}. */
  public CompletableFuture<GetExposureResponse> getExposure(GetExposureRequest request) {
    Optional<GetExposureResponse> known = exposureAtHand(request);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    AccountRef account = accounts.parse(request.getAccount(), request.getVenuesList());
    Policy policy = Enums.policy(request.getPolicy());
    AsOf asOf = blocks.asked(request.getFinality(), request.getCutList());
    return workers.submit(
        blocks.held(account, asOf),
        () -> atHand.work(request, account, () -> exposure(account, policy, asOf)));
  }

  private GetExposureResponse exposure(AccountRef account, Policy policy, AsOf asOf) {
    Viewed<Netted> netted = exposures.of(account, asOf, policy);
    GetExposureResponse.Builder response =
        GetExposureResponse.newBuilder()
            .setAccount(account.text())
            .setPolicy(Enums.of(policy))
            .setFinality(Enums.of(asOf))
            .setView(ExposureMessages.view(netted.chosen()));
    netted.other().map(ExposureMessages::view).ifPresent(response::setOther);
    return response.build();
  }

  @Override
  public void close() {
    workers.close();
  }
}
