package io.setoff.cli.book;

import io.setoff.risk.description.CorrelationInput;
import io.setoff.risk.description.NettingInput;
import io.setoff.risk.description.Node;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What every {@code risk} command reads: the same document answers all of them. A command checks
 * the form of all parts and uses those that it needs.
 *
 * @param asOf the moment of holdings and markets
 * @param blocks chain to {@code height:hash} that they were read at
 * @param model which one calculates, when the command line names none
 * @param holdings what is held; ids are unique
 * @param market prices and volatilities
 * @param history daily closes: for {@code var}, and for what underlyings offset
 * @param netting who may net with whom; without it every margin account stands alone
 * @param accounts what is known of margin accounts
 * @param correlations in place of those of the history
 * @param stress a library in place of the one that comes with the engine
 * @param candidates what may be traded: for {@code hedge}
 * @param objective of a hedge
 * @param parameters by id of the set that they replace values of
 */
public record RiskDocument(
    Instant asOf,
    Optional<SortedMap<String, String>> blocks,
    Optional<String> model,
    List<HoldingInput> holdings,
    MarketInput market,
    Optional<HistoryInput> history,
    Optional<NettingInput> netting,
    Optional<List<AccountInput>> accounts,
    Optional<List<CorrelationInput>> correlations,
    Optional<StressInput> stress,
    Optional<List<CandidateInput>> candidates,
    Optional<Objective> objective,
    Optional<SortedMap<String, Node>> parameters) {}
