package io.setoff.oracle.sign;

import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import java.time.Duration;
import java.util.List;

/** A signer's own view of what a publisher proposes. Both methods end with a refusal. */
public interface Recomputation {

  /** Refuses blocks that are not those of the own book, not as final, or too old. */
  void checkInputs(EpochInputs inputs, Duration maxAge);

  /** The figures at these blocks. */
  Epoch at(EpochInputs inputs, List<String> accounts);
}
