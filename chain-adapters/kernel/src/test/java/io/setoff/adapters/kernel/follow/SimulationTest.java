package io.setoff.adapters.kernel.follow;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever nodes, disks and processes do, the store is a state that the chain had. {@code
 * -Dsetoff.simulation.seeds=N} for more seeds.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("setoff.simulation.seeds", 200);
  private static final long FIRST = Long.getLong("setoff.simulation.first", 1);

  @Test
  void theStoreIsAlwaysAStateThatTheChainHad() {
    LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(SimulationTest::run);
  }

  private static void run(long seed) {
    try (Simulation simulation = new Simulation(seed)) {
      simulation.run();
    } catch (AssertionError e) {
      throw new AssertionError(
          "seed %d; replay it: ./setoff nightly simulation --seed %d%n%s"
              .formatted(seed, seed, e.getMessage()),
          e.getCause());
    }
  }
}
