package io.setoff.adapters.evm.view;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.model.VenueId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A contract's own list of what it has, of which everything must be known.
 *
 * @param venue of the contract
 * @param what is listed, for people: {@code reserves}
 * @param call answers a list of addresses
 * @param known by the rows
 */
public record ListCheck(VenueId venue, String what, EvmCall call, SortedSet<String> known) {
  private static final int HEAD = 2;

  /** What is listed and not known, as a sentence; a contract that answers no list lists nothing. */
  public Optional<String> missing(AbiWords answer) {
    if (answer.size() < HEAD) {
      return Optional.empty();
    }
    SortedSet<String> listed = new TreeSet<>();
    for (int i = HEAD; i < Math.min(answer.size(), HEAD + length(answer)); i++) {
      listed.add(answer.address(i));
    }
    listed.removeAll(known);
    return listed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s that were never announced: %s".formatted(what, String.join(", ", listed)));
  }

  private static int length(AbiWords answer) {
    return answer.word(1).bitLength() < 20 ? answer.word(1).intValueExact() : 0;
  }
}
