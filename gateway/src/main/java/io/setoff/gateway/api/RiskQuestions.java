package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.RiskConfig;
import io.setoff.gateway.config.ScenarioGrids;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.risk.RiskCalculator;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.Enums;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.scenario.ScenarioSet;
import io.setoff.v1.CutPoint;
import io.setoff.v1.Finality;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every question about risk has in common: whose, at which blocks, on which threads. */
public final class RiskQuestions {
  private final AccountParser accounts;
  private final Tracking tracking;
  private final IndexedChains book;
  private final RiskCalculator calculator;
  private final RiskConfig config;
  private final WorkerPool workers;

  public RiskQuestions(
      AccountParser accounts,
      Tracking tracking,
      IndexedChains book,
      RiskCalculator calculator,
      RiskConfig config,
      WorkerPool workers) {
    this.accounts = accounts;
    this.tracking = tracking;
    this.book = book;
    this.calculator = calculator;
    this.config = config;
    this.workers = workers;
  }

  /**
   * A question that makes sense.
   *
   * @param finality that is asked for; unspecified for a cut
   * @param grid of scenarios
   */
  record Asked(AccountRef account, Finality finality, Optional<Cut> cut, ScenarioSet grid) {}

  /**
   * The portfolio at the asked state.
   *
   * @param view the answer
   * @param other with PRUDENT, the state that was not chosen
   */
  record States(RiskState view, Optional<RiskState> other) {}

  Asked asked(String account, Finality finality, List<CutPoint> cut, String model) {
    return new Asked(
        account(account),
        cut.isEmpty() ? Enums.finality(finality) : Finality.FINALITY_UNSPECIFIED,
        cut.isEmpty() ? Optional.empty() : Optional.of(cut(cut)),
        grid(model));
  }

  AccountRef account(String text) {
    return accounts.parse(text);
  }

  Cut cut(List<CutPoint> points) {
    return Cuts.of(book, points);
  }

  private ScenarioSet grid(String model) {
    if (model.isEmpty()) {
      return config().parameters().scenarios();
    }
    try {
      return ScenarioGrids.named(model);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid("model", String.valueOf(e.getMessage()));
    }
  }

  RiskConfig config() {
    return config;
  }

  RiskCalculator calculator() {
    return calculator;
  }

  /** Completes once the account is tracked. */
  CompletableFuture<Void> ready(Asked asked) {
    return tracking.ready(asked.account());
  }

  /** Answers from the states, on a worker, once the account is tracked. */
  <T> CompletableFuture<T> answer(Asked asked, Function<States, T> method) {
    CompletableFuture<Void> ready =
        asked.cut().isPresent() ? CompletableFuture.completedFuture(null) : ready(asked);
    return workers.submit(ready, () -> checked(() -> method.apply(states(asked))));
  }

  /** What a portfolio requires at a cut, by the configured grid. */
  CompletableFuture<RiskState> state(AccountRef account, Cut cut) {
    return work(() -> calculator().at(account, cut, config().parameters().scenarios()));
  }

  /** Does {@code method} on a worker. Cancelling the answer cancels the work. */
  <T> CompletableFuture<T> work(Supplier<T> method) {
    return workers.submit(() -> checked(method));
  }

  /** What the engine refuses is the client's to mend: it names the field. */
  private static <T> T checked(Supplier<T> method) {
    try {
      return method.get();
    } catch (InvalidRiskInputException e) {
      throw RequestException.invalid(e.field(), e.rule());
    }
  }

  /** Checks a part of a request by the engine's own rules. */
  static void check(Runnable rule) {
    checked(
        () -> {
          rule.run();
          return true;
        });
  }

  private States states(Asked asked) {
    if (asked.cut().isPresent()) {
      RiskState view = calculator().at(asked.account(), asked.cut().get(), asked.grid());
      return new States(view, Optional.empty());
    }
    if (asked.finality() == Finality.FINALITY_PRUDENT) {
      RiskCalculator.Prudent prudent = calculator().prudent(asked.account(), asked.grid());
      return new States(prudent.chosen(), Optional.of(prudent.other()));
    }
    RiskState view = calculator().at(asked.account(), Enums.level(asked.finality()), asked.grid());
    return new States(view, Optional.empty());
  }
}
