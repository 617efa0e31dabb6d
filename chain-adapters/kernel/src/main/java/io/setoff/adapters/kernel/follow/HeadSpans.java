package io.setoff.adapters.kernel.follow;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.setoff.adapters.kernel.plan.Plan;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.time.Clock;
import java.time.Duration;

/**
 * The beginning of a trace: a new head, from its first sign until it is stored. What is stored
 * meanwhile belongs to it.
 */
final class HeadSpans {
  private final Tracer tracer;
  private final ChainId chain;
  private final Clock clock;

  HeadSpans(Tracer tracer, ChainId chain, Clock clock) {
    this.tracer = tracer;
    this.chain = chain;
    this.clock = clock;
  }

  /**
   * Applies new blocks within a span of their own.
   *
   * @param waited since the first sign of the newest of them
   */
  void apply(Plan.Branch branch, Duration waited, Runnable work) {
    if (branch.blocks().isEmpty()) {
      work.run();
      return;
    }
    BlockRef head = branch.blocks().getLast();
    Span span =
        tracer
            .spanBuilder("head")
            .setParent(Context.root())
            .setStartTimestamp(clock.instant().minus(waited))
            .setAttribute("setoff.chain", chain.value())
            .setAttribute("setoff.block.height", head.height())
            .setAttribute("setoff.block.hash", head.hash())
            .setAttribute("setoff.blocks", branch.blocks().size())
            .setAttribute("setoff.reorg", branch.reorg())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      work.run();
    } catch (RuntimeException | Error e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }
}
