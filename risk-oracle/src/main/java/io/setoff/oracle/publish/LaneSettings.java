package io.setoff.oracle.publish;

/**
 * How patient a lane is.
 *
 * @param replaceAfter blocks that a transaction may wait before it is replaced, at least 1
 * @param foreignAfter blocks that a used nonce may stay without a receipt of ours before it counts
 *     as taken by somebody else: nodes behind a load balancer differ that long
 */
public record LaneSettings(int replaceAfter, int foreignAfter) {}
