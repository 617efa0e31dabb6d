/**
 * Gets signed epochs into blocks: a durable state machine per chain that survives restarts, lost
 * transactions, fee spikes, reorganisations and other publishers.
 */
@NullMarked
package io.setoff.oracle.publish;

import org.jspecify.annotations.NullMarked;
