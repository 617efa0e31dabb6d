package io.setoff.adapters.evm.family.uniswap;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.model.BlockRef;
import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An NFT in a contract belongs to somebody whom its own logs do not name. */
class CustodyTest {
  private static final String NOBODY = "0x" + "0".repeat(40);
  private static final String ALICE = Logs.address(1);
  private static final String BOB = Logs.address(2);
  private static final String STAKING = Logs.address(3);
  private static final String OTHER = Logs.address(4);
  private static final Origin ORIGIN = Origin.read(new BlockRef(5, "0x05", "0x04", Instant.EPOCH));

  private final MapRows rows = new MapRows();
  private final Custody custody = new Custody("");

  CustodyTest() {
    for (String contract : List.of(STAKING, OTHER)) {
      rows.put(new RowKey("code", contract, ""), List.of(BigInteger.ONE), ORIGIN);
    }
    rows.put(new RowKey("code", BOB, ""), List.of(BigInteger.ZERO), ORIGIN);
    move(NOBODY, ALICE);
  }

  private void move(String from, String to) {
    custody.moved("7", from, to, ORIGIN, rows);
  }

  @Test
  void whatIsStakedIsNotForgottenUntilItComesBack() {
    move(ALICE, STAKING);
    assertThat(custody.givenToContracts(ALICE, rows)).containsEntry("7", STAKING);
    move(STAKING, OTHER);
    assertThat(custody.givenToContracts(ALICE, rows)).containsEntry("7", OTHER);
    assertThat(custody.givenToContracts(STAKING, rows)).isEmpty();
    move(OTHER, ALICE);
    assertThat(custody.givenToContracts(ALICE, rows)).isEmpty();
  }

  @Test
  void whatIsGivenToAPersonIsGone() {
    move(ALICE, BOB);
    assertThat(custody.givenToContracts(ALICE, rows)).isEmpty();
    move(BOB, STAKING);
    assertThat(custody.givenToContracts(ALICE, rows)).isEmpty();
    assertThat(custody.givenToContracts(BOB, rows)).containsEntry("7", STAKING);
    move(STAKING, NOBODY);
    assertThat(custody.givenToContracts(BOB, rows)).isEmpty();
  }
}
