/**
 * What is owed: the single amount of a close-out, and the netting of obligations between many
 * parties. Exact integers and decimals; nothing is rounded and nothing overflows.
 */
@NullMarked
package io.setoff.risk.clearing;

import org.jspecify.annotations.NullMarked;
