package io.setoff.oracle.stream;

import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.OracleUnavailableException;

/** Where figures come from. */
public interface EpochSource {

  /**
   * The newest blocks.
   *
   * @throws OracleUnavailableException when a chain is not followed closely
   */
  EpochInputs inputs();

  /**
   * The figures at blocks.
   *
   * @throws OracleUnavailableException when there are none that may be published
   */
  Epoch build(EpochInputs inputs);

  /**
   * Whether the blocks behind older figures are still in their chains.
   *
   * @param older the blocks
   * @param now the newest ones
   */
  boolean holds(EpochInputs older, EpochInputs now);
}
