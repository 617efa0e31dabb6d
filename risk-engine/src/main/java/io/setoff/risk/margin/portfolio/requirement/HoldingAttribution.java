package io.setoff.risk.margin.portfolio.requirement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share of one holding in the requirement of the whole book, and of its netting set.
 *
 * @param holding id
 * @param alone its requirement if there were nothing else, USD
 * @param contribution its share of the net of all, USD; negative when it hedges. Shares of all
 *     holdings add up to the total
 * @param inSet its share of the requirement of its netting set, USD; shares of a set's holdings add
 *     up to what the set asks for
 * @param parts of the contribution; {@link MarginPart#SCENARIO} stands for all parts up to {@link
 *     MarginPart#STRESS}, which are attributed together
 */
public record HoldingAttribution(
    String holding,
    double alone,
    double contribution,
    double inSet,
    SortedMap<MarginPart, Double> parts) {
  public HoldingAttribution {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }
}
