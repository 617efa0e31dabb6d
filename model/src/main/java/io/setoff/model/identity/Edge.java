package io.setoff.model.identity;

import io.setoff.model.UnderlyingId;

/**
 * One asset stands for another, one to one.
 *
 * @param from the asset
 * @param kind why
 * @param to what it stands for
 */
public record Edge(UnderlyingId from, EdgeKind kind, UnderlyingId to) {}
