package io.setoff.gateway.api;

import io.setoff.gateway.api.RiskQuestions.Asked;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.watch.Pull;
import io.setoff.gateway.watch.ResumeToken;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.MarginMessages;
import io.setoff.model.View;
import io.setoff.model.Viewed;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.WatchMarginRequest;
import io.setoff.v1.WatchMarginResponse;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What portfolios require. */
public final class MarginService {
  private final WatchHub hub;
  private final RiskQuestions questions;
  private final RecentMargins recent = new RecentMargins(RecentMargins.USUAL_BYTES);

  MarginService(WatchHub hub, RiskQuestions questions) {
    this.hub = hub;
    this.questions = questions;
  }

  public CompletableFuture<GetMarginResponse> getMargin(GetMarginRequest request) {
    Asked asked =
        questions.asked(
            request.getAccount(),
            request.getVenuesList(),
            request.getFinality(),
            request.getCutList(),
            request.getModel());
    return margin(asked);
  }

  private CompletableFuture<GetMarginResponse> margin(Asked asked) {
    return questions.answer(asked, states -> response(asked, states));
  }

  private static GetMarginResponse response(Asked asked, Viewed<RiskState> states) {
    GetMarginResponse.Builder response =
        GetMarginResponse.newBuilder()
            .setAccount(asked.account().text())
            .setFinality(asked.finality())
            .setView(MarginMessages.view(states.chosen()));
    states.other().map(MarginMessages::view).ifPresent(response::setOther);
    return response.build();
  }

  /** Opens a stream once the account is tracked. */
  public CompletableFuture<Pull<WatchMarginResponse>> watchMargin(WatchMarginRequest request) {
    Asked asked =
        questions.asked(request.getAccount(), request.getFinality(), List.of(), request.getModel());
    View view = Enums.view(request.getFinality());
    Duration heartbeat =
        Heartbeats.interval(request.hasHeartbeatInterval(), request.getHeartbeatInterval());
    String token = ResumeToken.checked(request.getResumeToken());
    String question = asked.finality() + "|" + request.getModel() + "|" + asked.account().text();
    return Opening.of(
        questions.ready(asked),
        () ->
            PortfolioStates.open(hub, asked.account(), view, token, heartbeat)
                .thenApply(
                    portfolio ->
                        new MarginSession(
                            portfolio,
                            () -> margin(asked),
                            new ToldMargin(recent, question, token),
                            Infrastructure.getDefaultExecutor(),
                            System::nanoTime)));
  }
}
