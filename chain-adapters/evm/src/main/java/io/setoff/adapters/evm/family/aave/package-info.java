/** Aave v3 and its forks: supplies, variable and stable debt. */
@NullMarked
package io.setoff.adapters.evm.family.aave;

import org.jspecify.annotations.NullMarked;
