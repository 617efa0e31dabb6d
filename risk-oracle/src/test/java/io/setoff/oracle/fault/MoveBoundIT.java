package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

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
      long failures = rig.log.failures();
      rig.look("300");
      assertThat(rig.log.failures()).isEqualTo(failures + 1);
      assertStored("149.999999");
      release(released);
    }
    rig.look("300");
    assertPublished("300");
    rig.look("301");
    assertPublished("301");
  }
}
