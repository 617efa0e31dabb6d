package io.setoff.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The venue's own figures for a margin account. An empty number is unknown, never zero.
 *
 * @param mode which positions share it
 * @param accountId positions with the same id share one margin account
 * @param currency {@code fiat:USD} or the settlement token
 * @param equity account value with unrealised profit, signed
 * @param initial initial requirement, at least 0
 * @param maintenance maintenance requirement, at least 0
 * @param available free collateral, at least 0
 * @param healthFactor liquidation below 1; empty when there is no debt
 */
public record Margin(
    MarginMode mode,
    String accountId,
    String currency,
    Optional<BigDecimal> equity,
    Optional<BigDecimal> initial,
    Optional<BigDecimal> maintenance,
    Optional<BigDecimal> available,
    Optional<BigDecimal> healthFactor) {}
