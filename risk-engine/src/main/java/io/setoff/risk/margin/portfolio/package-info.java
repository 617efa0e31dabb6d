/**
 * Margin of a portfolio over venues and chains: {@link
 * io.setoff.risk.margin.portfolio.PortfolioMargin} prices its instruments in every scenario, {@link
 * io.setoff.risk.margin.portfolio.LiveBook} answers.
 */
@NullMarked
package io.setoff.risk.margin.portfolio;

import org.jspecify.annotations.NullMarked;
