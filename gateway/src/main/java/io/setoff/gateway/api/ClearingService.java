package io.setoff.gateway.api;

import io.setoff.gateway.wire.ClearingMessages;
import io.setoff.gateway.wire.ClearingRequests;
import io.setoff.risk.clearing.Clearing;
import io.setoff.risk.clearing.CloseOut;
import io.setoff.risk.clearing.NettingMode;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.v1.CloseOutRequest;
import io.setoff.v1.CloseOutResponse;
import io.setoff.v1.NetRequest;
import io.setoff.v1.NetResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Netting of what parties owe each other; knows no portfolio. */
public final class ClearingService {
  private final RiskQuestions questions;

  ClearingService(RiskQuestions questions) {
    this.questions = questions;
  }

  public CompletableFuture<CloseOutResponse> closeOut(CloseOutRequest request) {
    var agreements = ClearingRequests.agreements(request.getAgreementsList());
    var transactions = ClearingRequests.transactions(request.getTransactionsList());
    var rates = ClearingRequests.rates(request.getRatesList());
    return questions.work(
        () -> ClearingMessages.closeOut(CloseOut.of(agreements, transactions, rates)));
  }

  public CompletableFuture<NetResponse> net(NetRequest request) {
    List<io.setoff.risk.clearing.Obligation> obligations =
        ClearingRequests.obligations(request.getObligationsList());
    List<io.setoff.risk.clearing.PartyCash> cash = ClearingRequests.cash(request.getCashList());
    NettingMode mode = ClearingRequests.mode(request.getMode(), request.getCentralCounterparty());
    return questions.work(
        () -> {
          try {
            return ClearingMessages.netting(Clearing.clear(obligations, cash, mode));
          } catch (InvalidRiskInputException e) {
            throw e.field().equals("counterparty")
                ? new InvalidRiskInputException("central_counterparty", e.rule())
                : e;
          }
        });
  }
}
