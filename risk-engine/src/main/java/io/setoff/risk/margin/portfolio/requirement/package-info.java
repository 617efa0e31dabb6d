/** Requirements of groups of holdings, in named parts. USD, never below 0. */
@NullMarked
package io.setoff.risk.margin.portfolio.requirement;

import org.jspecify.annotations.NullMarked;
