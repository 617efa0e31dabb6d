package io.setoff.model;

/**
 * One thing that an answer does not know.
 *
 * @param kind why
 * @param subject an asset, underlying, position or chain
 * @param detail one sentence for people
 */
public record Gap(GapKind kind, String subject, String detail) {}
