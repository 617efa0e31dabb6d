package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.rules.AccountKey;

/**
 * The smallest move that liquidates an account.
 *
 * @param account that is liquidated
 * @param underlying that leads the move
 * @param alone whether the others stay; if not, each moves by its beta
 * @param move of the leader, relative; -0.25 is 25 % down
 * @param sigmas the same in daily volatilities, at least 0
 */
public record TriggerMove(
    AccountKey account, UnderlyingId underlying, boolean alone, double move, double sigmas) {}
