package io.setoff.adapters.evm;

import io.setoff.adapters.evm.script.ScriptRun;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever a chain and its nodes do, the index is exact. Set {@code -Dsetoff.script.seeds=N} for
 * more seeds and {@code -Dsetoff.script.first=S} to replay one.
 */
class ScriptTest {
  private static final long SEEDS = Long.getLong("setoff.script.seeds", 2_000);
  private static final long FIRST = Long.getLong("setoff.script.first", 1);

  @Test
  void anyScriptEndsInTheStateOfAFreshIndex() {
    LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(ScriptTest::play);
  }

  private static void play(long seed) {
    try (ScriptRun run = new ScriptRun(seed)) {
      run.play();
    }
  }
}
