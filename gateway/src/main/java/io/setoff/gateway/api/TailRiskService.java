package io.setoff.gateway.api;

import io.setoff.gateway.api.RiskQuestions.Asked;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.HedgeMessages;
import io.setoff.gateway.wire.MarginMessages;
import io.setoff.gateway.wire.Messages;
import io.setoff.gateway.wire.TailRiskMessages;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.stress.StressResult;
import io.setoff.v1.GetRiskRequest;
import io.setoff.v1.GetRiskResponse;
import io.setoff.v1.RiskView;
import io.setoff.v1.StressRequest;
import io.setoff.v1.StressResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** What portfolios may lose. */
public final class TailRiskService {
  private final RiskQuestions questions;

  TailRiskService(RiskQuestions questions) {
    this.questions = questions;
  }

  public CompletableFuture<GetRiskResponse> getRisk(GetRiskRequest request) {
    Asked asked =
        questions.asked(
            request.getAccount(), request.getFinality(), request.getCutList(), request.getModel());
    return questions.answer(
        asked,
        states ->
            GetRiskResponse.newBuilder()
                .setAccount(asked.account().text())
                .setFinality(asked.finality())
                .setView(view(states.chosen()))
                .build());
  }

  private RiskView view(RiskState state) {
    HedgeSuggestion.State now = state.book().state();
    RiskView.Builder view =
        RiskView.newBuilder()
            .setBasis(MarginMessages.basis(state))
            .setEquityUsd(Messages.decimal(now.totals().equity()))
            .addAllGreeks(HedgeMessages.greeks(now.greeks()))
            .setDailyDeviationUsd(Messages.decimal(now.dailyDeviation()));
    questions
        .calculator()
        .simulations(state)
        .forEach(
            result ->
                view.addTailRisks(TailRiskMessages.of(result, questions.config().simulation())));
    return view.build();
  }

  public CompletableFuture<StressResponse> stress(StressRequest request) {
    Asked asked =
        questions.asked(
            request.getAccount(), request.getFinality(), request.getCutList(), request.getModel());
    List<MarketMove> own = TailRiskMessages.moves(request.getMovesList());
    Set<String> named = new TreeSet<>(request.getScenariosList());
    questions.calculator().requireKnownStresses("scenarios", named);
    return questions.answer(
        asked,
        states -> {
          RiskState state = states.chosen();
          List<StressResult> results = questions.calculator().stresses(state, named, own);
          return StressResponse.newBuilder()
              .setAccount(asked.account().text())
              .setFinality(asked.finality())
              .setBasis(MarginMessages.basis(state))
              .setEquityUsd(Messages.decimal(state.book().totals().equity()))
              .addAllResults(TailRiskMessages.stresses(results, state.mapped()))
              .build();
        });
  }
}
