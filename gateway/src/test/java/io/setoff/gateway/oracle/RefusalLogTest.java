package io.setoff.gateway.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.sign.Refusal;
import io.setoff.v1.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private static Refusal refusal(RefusalReason reason, String detail) {
    return new Refusal(reason, detail, "", "", new TreeMap<>());
  }

  /** A publisher asks a signer that is behind every so often, and each detail is another one. */
  @Test
  void anEpochThatIsProposedAgainIsRefusedInOneLine() {
    List<String> lines = new ArrayList<>();
    RefusalLog log = new RefusalLog(lines::add);
    for (int block = 1; block <= 3; block++) {
      Refusal behind = refusal(RefusalReason.REFUSAL_REASON_NOT_INDEXED, "at block " + block);
      log.tell("margin", 7, behind);
      log.tell("vault", 7, behind);
    }
    log.tell("margin", 7, refusal(RefusalReason.REFUSAL_REASON_BAD_TIME, "old"));
    log.tell("margin", 8, refusal(RefusalReason.REFUSAL_REASON_BAD_TIME, "old"));
    assertThat(lines)
        .containsExactly(
            "epoch 7 of margin is refused: REFUSAL_REASON_NOT_INDEXED at block 1",
            "epoch 7 of vault is refused: REFUSAL_REASON_NOT_INDEXED at block 1",
            "epoch 7 of margin is refused: REFUSAL_REASON_BAD_TIME old",
            "epoch 8 of margin is refused: REFUSAL_REASON_BAD_TIME old");
  }
}
