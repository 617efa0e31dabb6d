package io.setoff.adapters.evm.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.LogBloom;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A bloom is hashed with its header, and yet nothing makes a chain fill it in. */
class BloomsTest {
  private static final byte[] EMPTY = new byte[256];
  private static final byte[] FULL = full();
  private static final EvmLog LOG =
      Logs.log(1, 0, Logs.address(1), "Moved(uint256)", List.of(), BigInteger.ONE);
  private static final LogFilter WANTED =
      new LogFilter(
          new TreeSet<>(Set.of(LOG.address())), new TreeSet<>(Set.of(LOG.topics().getFirst())));

  private final Blooms blooms = new Blooms(ChainId.evm(7));

  private static byte[] full() {
    byte[] bits = new byte[256];
    Arrays.fill(bits, (byte) 0xff);
    return bits;
  }

  private static EvmHeader header(long height, byte[] bloom) {
    return new EvmHeader(
        new BlockRef(height, "0x%064x".formatted(height), "0x" + "0".repeat(64), Instant.EPOCH),
        LogBloom.of(bloom),
        "0x" + "0".repeat(64),
        Optional.empty(),
        true);
  }

  private static List<JsonNode> receipt(byte[] bloom) {
    ObjectNode receipt = new ObjectMapper().createObjectNode();
    receipt.put("logsBloom", "0x" + HexFormat.of().formatHex(bloom));
    receipt.putArray("logs").addObject();
    return List.of(receipt);
  }

  @Test
  void noneIsBelievedBeforeOneWasSeenToHoldTheLogsOfItsBlock() {
    assertThat(blooms.exclude(header(1, EMPTY), WANTED)).isFalse();
    blooms.check(header(1, EMPTY), List.of(), List.of());
    assertThat(blooms.exclude(header(2, EMPTY), WANTED)).as("a block without logs").isFalse();
    blooms.check(header(2, FULL), receipt(FULL), List.of(LOG));
    assertThat(blooms.exclude(header(3, EMPTY), WANTED)).isTrue();
    assertThat(blooms.exclude(header(3, FULL), WANTED)).isFalse();
  }

  @Test
  void everySixtyFourthBlockIsReadWhateverItsBloomSays() {
    blooms.check(header(1, FULL), receipt(FULL), List.of(LOG));
    assertThat(blooms.exclude(header(63, EMPTY), WANTED)).isTrue();
    assertThat(blooms.exclude(header(64, EMPTY), WANTED)).isFalse();
  }

  @Test
  void afterOneThatLeavesOutAReceiptsLogsNoneIsBelieved() {
    blooms.check(header(1, FULL), receipt(FULL), List.of(LOG));
    blooms.check(header(64, EMPTY), receipt(FULL), List.of());
    assertThat(blooms.exclude(header(65, EMPTY), WANTED)).isFalse();
    blooms.check(header(66, FULL), receipt(FULL), List.of(LOG));
    assertThat(blooms.exclude(header(67, EMPTY), WANTED)).as("for good").isFalse();
  }

  @Test
  void receiptsWhoseOwnBloomsAreEmptyTooAreFoundByTheirLogs() {
    blooms.check(header(1, FULL), receipt(FULL), List.of(LOG));
    blooms.check(header(64, EMPTY), receipt(EMPTY), List.of(LOG));
    assertThat(blooms.exclude(header(65, EMPTY), WANTED)).isFalse();
  }

  @Test
  void aBloomThatIsWrongPutsTheBlocksInDoubtThatWereReadByTheirBloomsAlone() {
    blooms.check(header(1, FULL), receipt(FULL), List.of(LOG));
    assertThat(blooms.exclude(header(2, EMPTY), WANTED)).isTrue();
    assertThat(blooms.doubt()).isEmpty();
    blooms.check(header(64, EMPTY), receipt(FULL), List.of());
    assertThat(blooms.doubt()).hasValueSatisfying(why -> assertThat(why).contains("block 64"));
    blooms.settle();
    assertThat(blooms.doubt()).as("all was read again, by receipts").isEmpty();
  }

  @Test
  void whereNoBloomWasBelievedNothingIsInDoubt() {
    blooms.check(header(1, EMPTY), receipt(FULL), List.of());
    assertThat(blooms.exclude(header(2, EMPTY), WANTED)).isFalse();
    assertThat(blooms.doubt()).isEmpty();
  }
}
