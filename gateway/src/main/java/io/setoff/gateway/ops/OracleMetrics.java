package io.setoff.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.setoff.gateway.oracle.OracleRole;
import io.setoff.oracle.publish.LaneListener.Alarm;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.trigger.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** What an operator of a publisher watches; monitoring/alerts.yaml says when it is too late. */
@Singleton
public class OracleMetrics {
  private static final Duration DAY = Duration.ofDays(1);

  private final MeterRegistry registry;
  private final InstantSource clock;

  @Inject
  OracleMetrics(MeterRegistry registry) {
    this(registry, Clock.systemUTC());
  }

  OracleMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Registers the metrics of a publisher that has started. */
  public void bind(OracleRole role) {
    role.logs().forEach(this::stream);
    role.lanes().forEach(this::lane);
  }

  void stream(StreamLog log) {
    String stream = log.stream();
    Instant started = clock.instant();
    Gauge.builder("setoff.oracle.age", log, l -> age(l, started))
        .description("time since the newest epoch was signed, before the first since the start")
        .baseUnit("seconds")
        .tag("stream", stream)
        .register(registry);
    Gauge.builder("setoff.oracle.signing", log, l -> l.signing().toNanos() / 1e9)
        .description("how long the last quorum took")
        .baseUnit("seconds")
        .tag("stream", stream)
        .register(registry);
    Gauge.builder("setoff.oracle.coverage", log, OracleMetrics::coverage)
        .description("lowest coverage of an account in the newest epoch, 0 to 1")
        .tag("stream", stream)
        .register(registry);
    FunctionCounter.builder("setoff.oracle.failures", log, StreamLog::failures)
        .description("looks that should have published and could not")
        .tag("stream", stream)
        .register(registry);
    for (Reason.Kind kind : Reason.Kind.values()) {
      FunctionCounter.builder("setoff.oracle.epochs", log, l -> l.count(kind))
          .description("epochs that were signed, by why")
          .tag("stream", stream)
          .tag("trigger", kind.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private double age(StreamLog log, Instant started) {
    Instant since = log.newest(1).stream().findFirst().map(SignedEpoch::signedAt).orElse(started);
    return Duration.between(since, clock.instant()).toMillis() / 1e3;
  }

  private static double coverage(StreamLog log) {
    return log.newest(1).stream()
        .flatMap(epoch -> epoch.proposal().epoch().rows().stream())
        .mapToInt(row -> row.word().coverageBps())
        .min()
        .stream()
        .mapToDouble(bps -> bps / 1e4)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void lane(LaneRunner lane) {
    String chain = "eip155:" + lane.domain().chainId();
    Gauge.builder("setoff.oracle.waiting", lane, l -> (double) l.count(Write.State.QUEUED))
        .description("signed writes in no transaction")
        .tag("chain", chain)
        .register(registry);
    Gauge.builder("setoff.oracle.sent", lane, l -> (double) l.count(Write.State.SENT))
        .description("writes in a transaction that is in no block")
        .tag("chain", chain)
        .register(registry);
    Gauge.builder("setoff.oracle.spent", lane, this::spent)
        .description("what transactions of the last day have cost")
        .baseUnit("wei")
        .tag("chain", chain)
        .register(registry);
    Gauge.builder("setoff.oracle.balance", lane, OracleMetrics::balance)
        .description("what the gas payer has left")
        .baseUnit("wei")
        .tag("chain", chain)
        .register(registry);
    Gauge.builder("setoff.oracle.stopped", lane, l -> l.log().isStopped() ? 1 : 0)
        .description("1 when nothing is written any more: a lost lease, or a fault of ours")
        .tag("chain", chain)
        .register(registry);
    FunctionCounter.builder("setoff.oracle.chain.failures", lane, l -> l.log().failures())
        .description("looks at the chain that failed")
        .tag("chain", chain)
        .register(registry);
    FunctionCounter.builder("setoff.oracle.disagreements", lane, LaneRunner::disagreements)
        .description("reads that no quorum of nodes agreed on")
        .tag("chain", chain)
        .register(registry);
    for (Alarm alarm : Alarm.values()) {
      FunctionCounter.builder("setoff.oracle.alarms", lane, l -> l.log().count(alarm))
          .description("alarms of the lane")
          .tag("chain", chain)
          .tag("alarm", alarm.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private double spent(LaneRunner lane) {
    return lane.spentSince(clock.instant().minus(DAY)).doubleValue();
  }

  /** As the lane has read it: a node that stalls must not hold who asks for the metrics. */
  private static double balance(LaneRunner lane) {
    return lane.balance().map(BigInteger::doubleValue).orElse(Double.NaN);
  }
}
