package io.setoff.risk.clearing;

import java.math.BigInteger;

/**
 * An arc of a circulation.
 *
 * @param from node it leaves
 * @param to node it enters
 * @param cost of one unit of flow; negative where flow is wanted
 * @param capacity most units that it carries, above 0
 */
record Arc(int from, int to, long cost, BigInteger capacity) {}
