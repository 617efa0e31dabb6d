package io.setoff.gateway.api;

import io.setoff.gateway.watch.WatchHub;

/**
 * Everything that is answered by calculating, on one pool of workers.
 *
 * @param margin what portfolios require
 * @param risk what they may lose
 * @param whatIf what they would require
 * @param clearing what parties owe each other in the end
 */
public record RiskServices(
    MarginService margin, TailRiskService risk, WhatIfService whatIf, ClearingService clearing) {

  public static RiskServices of(RiskQuestions questions, WatchHub hub, HedgeCandidates candidates) {
    return new RiskServices(
        new MarginService(hub, questions),
        new TailRiskService(questions),
        new WhatIfService(questions, candidates),
        new ClearingService(questions));
  }
}
