package io.setoff.gateway.book;

import io.opentelemetry.api.trace.SpanContext;

/**
 * The trace in which a block was taken into the book.
 *
 * @param blockHash of the newest block of a step
 * @param trace of that
 */
public record HeadTrace(String blockHash, SpanContext trace) {}
