package io.setoff.gateway.api;

import io.setoff.gateway.Gateway;
import io.setoff.gateway.compute.WorkerPool;

/**
 * Everything that is answered by calculating, on one pool of workers.
 *
 * @param margin what portfolios require
 * @param figures what published words are made of
 * @param risk what they may lose
 * @param whatIf what they would require
 * @param clearing what parties owe each other in the end
 */
public record RiskServices(
    MarginService margin,
    FiguresService figures,
    TailRiskService risk,
    WhatIfService whatIf,
    ClearingService clearing) {

  public static RiskServices of(Gateway gateway, WorkerPool workers) {
    RiskQuestions questions = new RiskQuestions(gateway, workers);
    return new RiskServices(
        new MarginService(gateway, questions),
        new FiguresService(gateway, questions),
        new TailRiskService(questions),
        new WhatIfService(questions, new HedgeCandidates(gateway.config())),
        new ClearingService(questions));
  }
}
