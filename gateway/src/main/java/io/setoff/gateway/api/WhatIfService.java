package io.setoff.gateway.api;

import io.setoff.gateway.api.RiskQuestions.Asked;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.Fields;
import io.setoff.gateway.wire.HedgeMessages;
import io.setoff.gateway.wire.InstrumentRequests;
import io.setoff.gateway.wire.MarginMessages;
import io.setoff.gateway.wire.Messages;
import io.setoff.gateway.wire.RequirementMessages;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.Change;
import io.setoff.risk.margin.portfolio.WhatIf;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import io.setoff.v1.HypotheticalChange;
import io.setoff.v1.HypotheticalHolding;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.SimulateResponse;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.SuggestHedgeResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Portfolios as they would be. */
public final class WhatIfService {
  private static final int MAX_CHANGES = 100;
  private static final int MAX_CANDIDATES = 100;
  private static final int USUAL_TRADES = 3;

  private final RiskQuestions questions;
  private final HedgeCandidates candidates;

  WhatIfService(RiskQuestions questions, HedgeCandidates candidates) {
    this.questions = questions;
    this.candidates = candidates;
  }

  public CompletableFuture<SimulateResponse> simulate(SimulateRequest request) {
    Asked asked =
        questions.asked(
            request.getAccount(), request.getFinality(), request.getCutList(), request.getModel());
    List<Change> changes = changes(request.getChangesList(), asked.account());
    return questions.answer(asked, states -> simulated(asked, states.chosen(), changes));
  }

  private static SimulateResponse simulated(Asked asked, RiskState state, List<Change> changes) {
    WhatIf whatIf = state.book().whatIf(changes);
    SimulateResponse.Builder message = SimulateResponse.newBuilder();
    state
        .book()
        .allocation()
        .told()
        .map(MarginMessages::micros)
        .ifPresent(message::setRequiredBeforeUsd);
    whatIf
        .book()
        .allocation()
        .told()
        .map(MarginMessages::micros)
        .ifPresent(message::setRequiredAfterUsd);
    return message
        .setAccount(asked.account().text())
        .setFinality(asked.finality())
        .setBasis(MarginMessages.basis(state))
        .setBefore(RequirementMessages.totals(whatIf.before()))
        .setAfter(RequirementMessages.totals(whatIf.after()))
        .addAllRiskGapsAfter(RequirementMessages.gaps(whatIf.gapsAfter()))
        .setIncrementalUsd(Messages.decimal(whatIf.incremental()))
        .setIncrementalPerSetUsd(Messages.decimal(whatIf.incrementalPerSet()))
        .build();
  }

  private List<Change> changes(List<HypotheticalChange> messages, AccountRef account) {
    if (messages.isEmpty()) {
      throw RequestException.invalid("changes", "needs at least one");
    }
    return Fields.list(
        "changes", messages, MAX_CHANGES, (field, message) -> change(field, message, account));
  }

  private Change change(String field, HypotheticalChange message, AccountRef account) {
    return switch (message.getChangeCase()) {
      case ADD -> new Change.Add(holding(field + ".add", message.getAdd(), account));
      case REMOVE -> new Change.Remove(Fields.name(field + ".remove", message.getRemove()));
      case RESIZE ->
          new Change.Resize(
              Fields.name(field + ".resize.holding_id", message.getResize().getHoldingId()),
              Fields.number(field + ".resize.quantity", message.getResize().getQuantity()));
      case CHANGE_NOT_SET ->
          throw RequestException.invalid(field, "needs one of add, remove, resize");
    };
  }

  private Holding holding(String field, HypotheticalHolding message, AccountRef account) {
    String venue = candidates.venue(field + ".venue", message.getVenue());
    Holding holding =
        new Holding(
            Fields.name(field + ".holding_id", message.getHoldingId()),
            venue,
            HedgeCandidates.marginAccount(venue, message.getMarginAccount(), account),
            InstrumentRequests.of(field + ".instrument", message.getInstrument()),
            Fields.number(field + ".quantity", message.getQuantity()));
    RiskQuestions.check(() -> holding.check(() -> field));
    return holding;
  }

  public CompletableFuture<SuggestHedgeResponse> suggestHedge(SuggestHedgeRequest request) {
    Asked asked =
        questions.asked(
            request.getAccount(), request.getFinality(), request.getCutList(), request.getModel());
    Fields.atMost("candidates", request.getCandidatesCount(), MAX_CANDIDATES);
    List<HedgeCandidate> given = candidates.of(request.getCandidatesList(), asked.account());
    Objective objective = objective(request);
    return questions.answer(
        asked,
        states -> {
          List<HedgeCandidate> all =
              given.isEmpty() ? candidates.usual(states.chosen(), asked.account()) : given;
          HedgeSuggestion suggestion = states.chosen().book().suggestHedge(all, objective);
          return response(asked, states.chosen(), objective, suggestion);
        });
  }

  private static Objective objective(SuggestHedgeRequest request) {
    int trades = request.getMaxTrades() == 0 ? USUAL_TRADES : request.getMaxTrades();
    return switch (request.getObjective()) {
      case HEDGE_OBJECTIVE_CHEAPEST_MARGIN -> new Objective.CheapestMargin(trades, false);
      case HEDGE_OBJECTIVE_CHEAPEST_MARGIN_PER_SET -> new Objective.CheapestMargin(trades, true);
      case HEDGE_OBJECTIVE_UNSPECIFIED, HEDGE_OBJECTIVE_LEAST_VARIANCE ->
          new Objective.LeastVariance();
      case HEDGE_OBJECTIVE_LEAST_REQUIRED -> new Objective.LeastRequired(trades);
      case HEDGE_OBJECTIVE_NEUTRAL_GREEKS -> new Objective.NeutralGreeks(1, 1, 1);
      case UNRECOGNIZED ->
          throw RequestException.invalid("objective", "is none of " + Enums.OBJECTIVES);
    };
  }

  private static SuggestHedgeResponse response(
      Asked asked, RiskState state, Objective objective, HedgeSuggestion suggestion) {
    return SuggestHedgeResponse.newBuilder()
        .setAccount(asked.account().text())
        .setFinality(asked.finality())
        .setBasis(MarginMessages.basis(state))
        .addAllTrades(suggestion.trades().stream().map(HedgeMessages::trade).toList())
        .setCostUsd(Messages.decimal(suggestion.cost()))
        .setBefore(HedgeMessages.outcome(suggestion.before()))
        .setAfter(HedgeMessages.outcome(suggestion.after()))
        .addAllWorse(HedgeMessages.figures(suggestion.worse()))
        .setObjective(Enums.of(objective))
        .build();
  }
}
