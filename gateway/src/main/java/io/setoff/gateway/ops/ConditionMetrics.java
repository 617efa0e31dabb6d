package io.setoff.gateway.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainHealth;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Predicate;

/** What {@code /q/health} says of each chain, as numbers: alerts are made of them. */
@Singleton
class ConditionMetrics implements MeterBinder {
  private final IndexedChains book;
  private final Chains chains;

  ConditionMetrics(IndexedChains book, Chains chains) {
    this.book = book;
    this.chains = chains;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ChainView view : book.chains()) {
      ChainId id = view.chain().id();
      flag(registry, id, "setoff.chain.ok", "1 while answers about it are not flagged", this::isOk);
      flag(
          registry,
          id,
          "setoff.chain.diverged",
          "1 while its nodes have another history than the index, deeper than finality",
          this::isDiverged);
      flag(
          registry,
          id,
          "setoff.chain.follower.dead",
          "1 once the thread that follows it has ended",
          chain -> chains.dead().contains(chain));
    }
  }

  private void flag(
      MeterRegistry registry, ChainId id, String name, String what, Predicate<ChainId> is) {
    Gauge.builder(name, is, test -> test.test(id) ? 1 : 0)
        .strongReference(true)
        .description(what)
        .tag("chain", id.value())
        .register(registry);
  }

  private boolean isOk(ChainId id) {
    ChainView view = view(id);
    return ChainCondition.of(view, view.at(Finality.LATEST), Clock.systemUTC().instant()).state()
        == Coverage.State.OK;
  }

  private boolean isDiverged(ChainId id) {
    return view(id).health().map(ChainHealth::state).stream()
        .anyMatch(ChainHealth.State.DIVERGED::equals);
  }

  private ChainView view(ChainId id) {
    return book.chain(id).orElseThrow();
  }
}
