package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.util.OptionalDouble;

/**
 * How far an account is above what its venue asks for.
 *
 * @param account the account
 * @param ratio equity over maintenance margin, or the health factor of its lending market if that
 *     is less; empty when it owes nothing, or when it is not known
 * @param state by the ratio
 */
public record AccountHealth(AccountKey account, OptionalDouble ratio, HealthState state) {}
