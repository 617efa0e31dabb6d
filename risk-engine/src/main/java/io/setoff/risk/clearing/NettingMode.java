package io.setoff.risk.clearing;

/** Which obligations may be left after netting. No mode changes what a party has net. */
public sealed interface NettingMode {
  /** Stable name, part of a result's stamp. */
  String id();

  /** Of two opposite obligations the difference is left. */
  record Bilateral() implements NettingMode {
    @Override
    public String id() {
      return "bilateral";
    }
  }

  /**
   * Obligations shrink, none grows and none is new: nobody gets a debtor that it did not have. What
   * is left is the least total that keeps all net positions.
   */
  record ExistingEdges() implements NettingMode {
    @Override
    public String id() {
      return "existing-edges";
    }
  }

  /**
   * All obligations are replaced by payments from net debtors to net creditors, at most one fewer
   * than there are parties. The total is the least that is possible at all.
   */
  record NovationPairwise() implements NettingMode {
    @Override
    public String id() {
      return "novation-pairwise";
    }
  }

  /**
   * All obligations are replaced by one of each party to or from a central counterparty.
   *
   * @param counterparty its id; no party of the obligations
   */
  record NovationCentral(String counterparty) implements NettingMode {
    @Override
    public String id() {
      return "novation-central";
    }
  }
}
