package io.setoff.adapters.rpc;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits towards each provider of a pool.
 *
 * @param inFlight requests at the same time
 * @param requestsPerSecond what the provider permits; empty when it does not say
 * @param headTimeout for small questions about the head
 * @param callTimeout for other calls
 * @param bulkTimeout for logs and receipts
 * @param retryDelay before the second attempt; doubles with each
 * @param maxBodyBytes of one answer
 * @param quarantine how long a provider that was caught is not asked
 */
public record RpcSettings(
    int inFlight,
    OptionalInt requestsPerSecond,
    Duration headTimeout,
    Duration callTimeout,
    Duration bulkTimeout,
    Duration retryDelay,
    long maxBodyBytes,
    Duration quarantine) {

  /** Fits public providers; docs/indexing.md says how each was chosen. */
  public static final RpcSettings DEFAULT =
      new RpcSettings(
          16,
          OptionalInt.empty(),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          32L << 20,
          Duration.ofMinutes(5));

  /** The same with a limit on the rate of requests. */
  public RpcSettings atMost(int perSecond) {
    return new RpcSettings(
        inFlight,
        OptionalInt.of(perSecond),
        headTimeout,
        callTimeout,
        bulkTimeout,
        retryDelay,
        maxBodyBytes,
        quarantine);
  }

  /** The same with one time limit for everything. */
  public RpcSettings withTimeout(Duration timeout) {
    return new RpcSettings(
        inFlight,
        requestsPerSecond,
        timeout,
        timeout,
        timeout,
        retryDelay,
        maxBodyBytes,
        quarantine);
  }

  /** The same with another time limit for questions about the head. */
  public RpcSettings withHeadTimeout(Duration timeout) {
    return new RpcSettings(
        inFlight,
        requestsPerSecond,
        timeout,
        callTimeout,
        bulkTimeout,
        retryDelay,
        maxBodyBytes,
        quarantine);
  }

  /** Which timeout a call has. */
  Duration timeout(RpcCall call) {
    return switch (call.method()) {
      case "eth_getLogs", "eth_getBlockReceipts", "eth_getProof" -> bulkTimeout;
      case "eth_getBlockByNumber", "eth_getBlockByHash", "eth_blockNumber", "eth_chainId" ->
          headTimeout;
      default -> callTimeout;
    };
  }
}
