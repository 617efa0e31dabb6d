package io.setoff.adapters.evm.proof;

import java.util.List;

/** Whether a header's fields give the hash that the node says. */
public sealed interface HeaderCheck {

  /**
   * They do.
   *
   * @param unknown names of hashed fields that this version does not know, in their order: of a
   *     fork after it, or another name of a known one
   */
  record Proved(List<String> unknown) implements HeaderCheck {
    public Proved {
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * It cannot be told: the header has another form than those that are known.
   *
   * @param why one clause for people
   */
  record Untellable(String why) implements HeaderCheck {}

  /** They do not, and nothing about the form of the header excuses it. */
  record False() implements HeaderCheck {}
}
