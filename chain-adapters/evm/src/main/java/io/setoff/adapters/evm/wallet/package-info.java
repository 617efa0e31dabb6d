/** Native coins and ERC-20 tokens that an account holds itself. */
@NullMarked
package io.setoff.adapters.evm.wallet;

import org.jspecify.annotations.NullMarked;
