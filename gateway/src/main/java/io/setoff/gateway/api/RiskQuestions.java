package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.config.RiskConfig;
import io.setoff.gateway.config.ScenarioGrids;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.risk.RiskCalculator;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.Enums;
import io.setoff.model.Viewed;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.scenario.ScenarioSet;
import io.setoff.v1.CutPoint;
import io.setoff.v1.Finality;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every question about risk has in common: whose, at which blocks, on which threads. */
public final class RiskQuestions {
  private final AccountParser accounts;
  private final AskedBlocks blocks;
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
    this.blocks = new AskedBlocks(book, tracking);
    this.calculator = calculator;
    this.config = config;
    this.workers = workers;
  }

  /**
   * A question that makes sense.
   *
   * @param grid of scenarios
   */
  record Asked(AccountRef account, AsOf asOf, ScenarioSet grid) {
    /** As a response repeats it. */
    Finality finality() {
      return Enums.of(asOf);
    }
  }

  Asked asked(String account, Finality finality, List<CutPoint> cut, String model) {
    return asked(account, List.of(), finality, cut, model);
  }

  Asked asked(
      String account, List<String> venues, Finality finality, List<CutPoint> cut, String model) {
    return new Asked(accounts.parse(account, venues), blocks.asked(finality, cut), grid(model));
  }

  AccountRef account(String text) {
    return accounts.parse(text);
  }

  AsOf.Blocks cut(List<CutPoint> points) {
    return blocks.cut(points);
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

  /** Completes once the asked blocks have the account. */
  CompletableFuture<Void> ready(Asked asked) {
    return blocks.held(asked.account(), asked.asOf());
  }

  /** Answers from the asked states, on a worker, once the account is tracked. */
  <T> CompletableFuture<T> answer(Asked asked, Function<Viewed<RiskState>, T> method) {
    return workers.submit(
        ready(asked),
        () ->
            checked(
                () -> method.apply(calculator.of(asked.account(), asked.asOf(), asked.grid()))));
  }

  /** What a portfolio requires, by the configured grid. */
  CompletableFuture<RiskState> state(PortfolioView portfolio) {
    return work(() -> calculator.price(portfolio, config.parameters().scenarios()));
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
}
