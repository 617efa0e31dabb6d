/** CrossMarginVault, the example consumer of the risk oracle: its collateral and debts. */
@NullMarked
package io.setoff.adapters.evm.example.vault;

import org.jspecify.annotations.NullMarked;
