package io.setoff.gateway.wire;

import com.google.protobuf.Duration;
import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.v1.RpcProvider;
import java.util.List;

/** How chains are being read, as messages. */
public final class IndexMessages {
  private IndexMessages() {}

  /** The providers of one chain, in their order. */
  public static List<RpcProvider> providers(List<ProviderStatus> providers) {
    return providers.stream().map(IndexMessages::provider).toList();
  }

  private static RpcProvider provider(ProviderStatus status) {
    RpcProvider.Builder provider =
        RpcProvider.newBuilder()
            .setName(status.name())
            .setPreferred(status.preferred())
            .setHeight(status.head())
            .setLag(status.lag())
            .setRequests(status.requests())
            .setFailures(status.failures())
            .setLatency(duration(status.latency()))
            .setDisagreements(status.disagreements());
    status.notAsked().ifPresent(provider::setQuarantine);
    return provider.build();
  }

  /**
   * The pace of a chain.
   *
   * @param behind blocks up to the node's head
   */
  public static io.setoff.v1.IndexProgress progress(IndexProgress progress, long behind) {
    io.setoff.v1.IndexProgress.Builder message =
        io.setoff.v1.IndexProgress.newBuilder()
            .setRangeBlocks(progress.rangeBlocks())
            .setBlocksPerSecond(Math.round(progress.blocksPerSecond()))
            .setEventsPerSecond(Math.round(progress.eventsPerSecond()))
            .setBlocksBehind(behind);
    if (behind > 0 && progress.blocksPerSecond() > 0) {
      long seconds = (long) Math.ceil(behind / progress.blocksPerSecond());
      message.setRemaining(Duration.newBuilder().setSeconds(seconds));
    }
    return message.build();
  }

  /** What comparing accounts with the contracts has shown. */
  public static io.setoff.v1.Reconciliation reconciliation(Reconciliation.Tally tally) {
    return io.setoff.v1.Reconciliation.newBuilder()
        .setAccounts(tally.accounts())
        .setProved(tally.proved())
        .setMismatches(tally.mismatches())
        .setQuarantined(tally.quarantined())
        .addAllReasons(tally.reasons())
        .build();
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
