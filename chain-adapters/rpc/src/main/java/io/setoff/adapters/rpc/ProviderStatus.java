package io.setoff.adapters.rpc;

import java.time.Duration;
import java.util.Optional;

/**
 * How one provider of a pool is doing.
 *
 * @param name without secrets
 * @param preferred whether it is asked first
 * @param head height of the newest block that it announced; 0 before it did
 * @param lag blocks that its head is behind the newest head of the pool
 * @param requests sent so far
 * @param failures of them, without a usable answer
 * @param latency moving average over answers
 * @param disagreements times it contradicted the other providers or a proof
 * @param notAsked why it is not asked now, caught or at its own wish; empty when it is
 */
public record ProviderStatus(
    String name,
    boolean preferred,
    long head,
    long lag,
    long requests,
    long failures,
    Duration latency,
    long disagreements,
    Optional<String> notAsked) {}
