/** What netting and margin depend on, as data with an id, a version and a hash. */
@NullMarked
package io.setoff.risk.margin.portfolio.rules;

import org.jspecify.annotations.NullMarked;
