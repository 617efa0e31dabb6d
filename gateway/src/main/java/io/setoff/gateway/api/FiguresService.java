package io.setoff.gateway.api;

import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.RequestException.Code;
import io.setoff.gateway.risk.RiskState;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.FigureMessages;
import io.setoff.model.identity.Policy;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Figures of many accounts at one cut. */
public final class FiguresService {
  private static final Logger LOG = Logger.getLogger(FiguresService.class);
  private static final int MAX_ACCOUNTS = 256;

  /** While the workers are busy a margin is asked for again, until so much time has passed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

  private final Exposures exposures;
  private final RiskQuestions questions;

  FiguresService(Exposures exposures, RiskQuestions questions) {
    this.exposures = exposures;
    this.questions = questions;
  }

  /**
   * See {@code RiskService.ListFigures}. Margins are calculated by the workers, as many at once as
   * there are workers, so that others' questions still find their queue open.
   */
  public CompletableFuture<ListFiguresResponse> listFigures(ListFiguresRequest request) {
    int count = request.getAccountsCount();
    if (count < 1 || count > MAX_ACCOUNTS) {
      throw RequestException.invalid(
          "accounts", "has 1 to " + MAX_ACCOUNTS + " accounts, not " + count);
    }
    Policy policy = Enums.policy(request.getPolicy());
    AsOf.Blocks cut = questions.cut(request.getCutList());
    CompletableFuture<ListFiguresResponse> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("figures")
        .start(() -> complete(answer, new Batch(answer, cut, policy), request.getAccountsList()));
    return answer;
  }

  private static void complete(
      CompletableFuture<ListFiguresResponse> answer, Batch batch, List<String> accounts) {
    try {
      answer.complete(batch.of(accounts));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** One request. For its thread. */
  private final class Batch {
    private final CompletableFuture<ListFiguresResponse> answer;
    private final AsOf.Blocks cut;
    private final Policy policy;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final ArrayDeque<OpenMargin> open = new ArrayDeque<>();

    Batch(CompletableFuture<ListFiguresResponse> answer, AsOf.Blocks cut, Policy policy) {
      this.answer = answer;
      this.cut = cut;
      this.policy = policy;
    }

    /** A margin that is being calculated. */
    private record OpenMargin(
        AccountFigures.Builder figures,
        PortfolioView portfolio,
        CompletableFuture<RiskState> state) {}

    ListFiguresResponse of(List<String> accounts) throws InterruptedException {
      int atOnce = questions.config().workers().threads();
      List<AccountFigures.Builder> all = new ArrayList<>();
      for (String text : accounts) {
        if (answer.isDone()) {
          throw new CancellationException("nobody waits for it any more");
        }
        AccountFigures.Builder figures = AccountFigures.newBuilder().setAccount(text);
        all.add(figures);
        Optional<PortfolioView> portfolio = exposure(text, figures);
        if (portfolio.isPresent()) {
          if (open.size() >= atOnce) {
            settle(open.removeFirst());
          }
          open.addLast(begun(figures, portfolio.get()));
        }
      }
      while (!open.isEmpty()) {
        settle(open.removeFirst());
      }
      ListFiguresResponse.Builder response = ListFiguresResponse.newBuilder();
      all.forEach(response::addFigures);
      return response.build();
    }

    /** Empty when there is an error, which costs this account alone. */
    private Optional<PortfolioView> exposure(String text, AccountFigures.Builder figures) {
      try {
        AccountRef account = questions.account(text);
        Exposures.Netted netted = exposures.of(account, cut, policy).chosen();
        figures.setAccount(account.text()).setExposure(FigureMessages.exposure(netted));
        return Optional.of(netted.portfolio());
      } catch (RuntimeException e) {
        figures.setError(reason(e));
        return Optional.empty();
      }
    }

    private OpenMargin begun(AccountFigures.Builder figures, PortfolioView portfolio) {
      CompletableFuture<RiskState> state = questions.state(portfolio);
      var _ = answer.whenComplete((value, error) -> state.cancel(false));
      return new OpenMargin(figures, portfolio, state);
    }

    /**
     * Throws CancellationException, as everything that is open does, when nobody waits any more.
     */
    private void settle(OpenMargin margin) throws InterruptedException {
      OpenMargin asked = margin;
      while (true) {
        try {
          asked.figures().setMargin(FigureMessages.margin(asked.state().join()));
          return;
        } catch (CompletionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (!isBusy(cause) || System.nanoTime() - deadline > 0) {
            asked.figures().setMarginError(reason(cause));
            return;
          }
          Thread.sleep(BETWEEN_ATTEMPTS);
          asked = begun(asked.figures(), asked.portfolio());
        }
      }
    }
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof RequestException refused && refused.code() == Code.RESOURCE_EXHAUSTED;
  }

  /** What we did not foresee is logged and tells the client nothing. */
  private static String reason(Throwable failure) {
    if (failure instanceof RequestException refused) {
      return refused.code() + ": " + refused.getMessage();
    }
    LOG.error("figures of an account failed", failure);
    return "INTERNAL: internal error, see the log";
  }
}
