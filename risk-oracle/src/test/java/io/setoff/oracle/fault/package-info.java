/** The publisher on real nodes, and everything that can go wrong between it and them. */
@NullMarked
package io.setoff.oracle.fault;

import org.jspecify.annotations.NullMarked;
