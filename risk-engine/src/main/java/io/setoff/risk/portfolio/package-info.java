/**
 * Margin of a portfolio over venues and chains: {@link io.setoff.risk.portfolio.PortfolioMargin}
 * prices its instruments in every scenario, {@link io.setoff.risk.portfolio.LiveBook} answers.
 */
@NullMarked
package io.setoff.risk.portfolio;

import org.jspecify.annotations.NullMarked;
