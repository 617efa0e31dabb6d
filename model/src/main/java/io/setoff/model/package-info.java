/**
 * Values of the domain: chains, accounts, assets, positions and their legs, provenance, prices.
 *
 * <p>Quantities are signed from the account's point of view: an asset or a long position is
 * positive, a debt or a short position is negative. Money is {@link java.math.BigInteger} base
 * units or exact {@link java.math.BigDecimal}; nothing here is a {@code double}.
 */
@NullMarked
package io.setoff.model;

import org.jspecify.annotations.NullMarked;
