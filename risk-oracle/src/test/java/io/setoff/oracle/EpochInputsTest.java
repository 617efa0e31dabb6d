package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochInputsTest {
  private static final Instant TIME = Figures.TIME;

  private static EpochInputs at(Instant one, Instant other) {
    return new EpochInputs(List.of(chain(1, one), chain(2, other)));
  }

  private static ChainInput chain(long id, Instant time) {
    Block block = Figures.block(time.getEpochSecond(), "chain " + id, time);
    return new ChainInput(id, block, block);
  }

  /** What was published of a chain that had not come as far is as old as that chain was. */
  @Test
  void theAgeOfBlocksIsThatOfTheChainWhichHasComeFurther() {
    EpochInputs older = at(TIME, TIME.plusSeconds(100));
    assertThat(at(TIME.plusSeconds(100), TIME.plusSeconds(100)).since(older))
        .isEqualTo(Duration.ofSeconds(100));
    assertThat(at(TIME, TIME.plusSeconds(130)).since(older)).isEqualTo(Duration.ofSeconds(30));
    assertThat(older.since(older)).isEqualTo(Duration.ZERO);
    assertThat(at(TIME.minusSeconds(2), TIME.plusSeconds(99)).since(older))
        .as("after a reorganisation")
        .isNegative();
  }
}
