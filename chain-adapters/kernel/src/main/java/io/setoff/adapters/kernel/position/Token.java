package io.setoff.adapters.kernel.position;

import io.setoff.model.Amount;
import io.setoff.model.AssetId;
import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * A token as an adapter knows it.
 *
 * @param asset its id
 * @param symbol for display
 * @param decimals as the token itself tells; empty when it does not
 */
public record Token(AssetId asset, String symbol, OptionalInt decimals) {

  /** {@code units} of this token; unscaled when its decimals are unknown. */
  public Amount amount(BigInteger units) {
    return decimals.isPresent()
        ? Amount.of(units, decimals.getAsInt())
        : new Amount.Unscaled(units);
  }
}
