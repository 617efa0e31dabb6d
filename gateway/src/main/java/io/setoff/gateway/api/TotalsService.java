package io.setoff.gateway.api;

import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.compute.WorkerPool;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.totals.AllAccounts;
import io.setoff.gateway.totals.BookSummary;
import io.setoff.gateway.watch.Pull;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.Fields;
import io.setoff.gateway.wire.TotalsMessages;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Policy;
import io.setoff.risk.totals.Cascade;
import io.setoff.risk.totals.PriceFactors;
import io.setoff.v1.GetTotalsRequest;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.PriceImpact;
import io.setoff.v1.PriceShock;
import io.setoff.v1.WatchTotalsRequest;
import io.setoff.v1.WatchTotalsResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Totals over all accounts. */
public final class TotalsService implements AutoCloseable {
  private static final int MOST_SHOCKS = 20;
  private static final int MOST_IMPACTS = 100;
  private static final BigDecimal MOST = BigDecimal.valueOf(1000);
  private static final List<PriceShock> USUAL_SHOCKS =
      List.of("0.95", "0.9", "0.8", "0.7", "0.5").stream()
          .map(factor -> PriceShock.newBuilder().setSpotFactor(factor).build())
          .toList();

  private final AllAccounts accounts;
  private final AskedBlocks blocks;
  private final WorkerPool worker;
  private final Clock clock;

  /**
   * Answers from the book.
   *
   * @param worker one thread, which alone asks {@code accounts}; closed with this
   */
  public TotalsService(
      AllAccounts accounts, IndexedChains book, Tracking tracking, WorkerPool worker, Clock clock) {
    this.accounts = accounts;
    this.blocks = new AskedBlocks(book, tracking);
    this.worker = worker;
    this.clock = clock;
  }

  /** A question that makes sense. */
  private record Asked(AsOf asOf, Policy policy, List<PriceShock> shocks, Cascade cascade) {}

  /**
   * An answer.
   *
   * @param version of the book
   */
  record Answer(long version, GetTotalsResponse response) {}

  public CompletableFuture<GetTotalsResponse> getTotals(GetTotalsRequest request) {
    return answer(asked(request)).thenApply(Answer::response);
  }

  /** Opens a stream. */
  public CompletableFuture<Pull<WatchTotalsResponse>> watchTotals(WatchTotalsRequest request) {
    if (request.getTotals().getCutCount() > 0) {
      throw RequestException.invalid("totals.cut", "is over: only what is newest changes");
    }
    Asked asked = asked(request.getTotals());
    Duration heartbeat =
        Heartbeats.interval(request.hasHeartbeatInterval(), request.getHeartbeatInterval());
    return CompletableFuture.completedFuture(
        new TotalsSession(() -> answer(asked), heartbeat, clock));
  }

  private Asked asked(GetTotalsRequest request) {
    AsOf asOf = blocks.asked(request.getFinality(), request.getCutList());
    Cut checked = accounts.cut(asOf);
    Fields.atMost("shocks", request.getShocksCount(), MOST_SHOCKS);
    return new Asked(
        checked.finality().isPresent() ? asOf : new AsOf.Blocks(checked),
        Enums.policy(request.getPolicy()),
        shocks(request.getShocksList()),
        new Cascade(impacts(request.getImpactsList())));
  }

  private static List<PriceShock> shocks(List<PriceShock> asked) {
    for (int i = 0; i < asked.size(); i++) {
      String field = "shocks[" + i + "]";
      within(field + ".spot_factor", asked.get(i).getSpotFactor());
      if (!asked.get(i).getUnderlyingId().isEmpty()) {
        Fields.underlying(field + ".underlying_id", asked.get(i).getUnderlyingId());
      }
    }
    return asked.isEmpty() ? USUAL_SHOCKS : asked;
  }

  private static SortedMap<UnderlyingId, BigDecimal> impacts(List<PriceImpact> asked) {
    Fields.atMost("impacts", asked.size(), MOST_IMPACTS);
    SortedMap<UnderlyingId, BigDecimal> impacts = new TreeMap<>();
    for (int i = 0; i < asked.size(); i++) {
      String field = "impacts[" + i + "]";
      UnderlyingId underlying =
          Fields.underlying(field + ".underlying_id", asked.get(i).getUnderlyingId());
      BigDecimal impact = within(field + ".per_million_usd", asked.get(i).getPerMillionUsd());
      if (impacts.put(underlying, impact) != null) {
        throw RequestException.invalid(field + ".underlying_id", "is there twice");
      }
    }
    return impacts;
  }

  private static BigDecimal within(String field, String text) {
    BigDecimal value = Fields.decimal(field, text);
    if (value.signum() < 0 || value.compareTo(MOST) > 0) {
      throw RequestException.invalid(field, "is not between 0 and " + MOST);
    }
    return value;
  }

  private CompletableFuture<Answer> answer(Asked asked) {
    return worker.submit(
        () -> {
          BookSummary summary = accounts.at(accounts.cut(asked.asOf()), asked.policy());
          List<Cascade.Outcome> outcomes = new ArrayList<>();
          for (int i = 0; i < asked.shocks().size(); i++) {
            PriceFactors move = move("shocks[" + i + "]", asked.shocks().get(i), summary);
            outcomes.add(summary.book().outcome(asked.cascade(), move));
          }
          return new Answer(
              summary.version(),
              TotalsMessages.response(Enums.of(asked.asOf()), summary, asked.shocks(), outcomes));
        });
  }

  private static PriceFactors move(String field, PriceShock shock, BookSummary summary) {
    BigDecimal factor = Fields.decimal(field + ".spot_factor", shock.getSpotFactor());
    if (shock.getUnderlyingId().isEmpty()) {
      return summary.book().all(factor);
    }
    UnderlyingId underlying = Fields.underlying(field + ".underlying_id", shock.getUnderlyingId());
    if (!summary.book().knows(underlying)) {
      throw RequestException.invalid(
          field + ".underlying_id", "names nothing that is held or priced here");
    }
    return new PriceFactors(new TreeMap<>(Map.of(underlying, factor)));
  }

  @Override
  public void close() {
    worker.close();
  }
}
