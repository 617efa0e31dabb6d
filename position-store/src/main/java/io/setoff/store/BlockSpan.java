package io.setoff.store;

/**
 * The blocks of one unit.
 *
 * @param first height
 * @param last height
 */
public record BlockSpan(long first, long last) {}
