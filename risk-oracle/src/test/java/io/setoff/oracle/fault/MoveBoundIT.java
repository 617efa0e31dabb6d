package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Word;
import io.setoff.oracle.sign.MoveBound;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signers that hold back what moves by more than half, on a real contract. */
class MoveBoundIT {
  private final StreamRig rig =
      new StreamRig(Optional.of(new MoveBound(BigDecimal.TEN, new BigDecimal("0.5"))));

  @AfterEach
  void stop() {
    rig.close();
  }

  private void assertPublished(String net) {
    assertThat(rig.newest().proposal().epoch().rows().getFirst().word().netUsd())
        .isEqualByComparingTo(net);
    rig.awaitHead();
    assertStored(net);
  }

  private void assertStored(String net) {
    var row = rig.newest().proposal().epoch().rows().getFirst();
    assertThat(rig.admin.stored(StreamRig.STREAM, row).netUsd()).isEqualByComparingTo(net);
  }

  /** Its word is on-chain, for nobody's use, and asks for no less than before. */
  private void assertHeldBack() {
    rig.awaitHead();
    var row = rig.newest().proposal().epoch().rows().getFirst();
    Word stored = rig.admin.stored(StreamRig.STREAM, row);
    assertThat(stored).isEqualTo(row.word());
    assertThat(stored.flags()).isEqualTo(Word.PARTIAL | Word.DISPUTED);
    assertThat(stored.marginUsd()).isGreaterThanOrEqualTo(new BigDecimal("300"));
  }

  private void release(int signer) throws IOException {
    var row = rig.newest().proposal().epoch().rows().getFirst();
    String until = rig.admin.chain.head().time().plusSeconds(3_600).toString();
    Files.writeString(rig.ledger(signer).resolve("released"), row.account() + " " + until + "\n");
  }

  @Test
  void whatMovesTooFarIsHeldBackUntilAQuorumOfSignersReleasesIt()
      throws IOException, InterruptedException {
    rig.look("100");
    assertPublished("100");
    rig.look("149.999999");
    assertPublished("149.999999");
    for (int released = 0; released < 2; released++) {
      rig.look(Integer.toString(300 + 2 * released));
      assertHeldBack();
      release(released);
    }
    rig.look("305");
    assertPublished("305");
    rig.look("307");
    assertPublished("307");
  }
}
