package io.setoff.oracle;

import java.util.List;

/**
 * Signatures of a report, as ISetoffRiskOracle.Quorum.
 *
 * @param set all signers, ascending
 * @param signers indexes of those who signed, ascending
 * @param signatures two words each (EIP-2098), in the order of the indexes
 */
public record Quorum(List<String> set, List<Integer> signers, List<Bytes32> signatures) {
  public Quorum {
    set = List.copyOf(set);
    signers = List.copyOf(signers);
    signatures = List.copyOf(signatures);
  }
}
